import { expect, it } from "vitest";
import { defaultParallel } from "../../../src/node/run/defaultParallel.js";

it.each([
  { processors: 64, memory: 262_144, kernels: 2 },
  { processors: 2, memory: 4096, kernels: 2 },
  { processors: 1, memory: 65_536, kernels: 1 },
  { processors: 8, memory: 1900, kernels: 1 },
  { processors: 8, memory: 200, kernels: 1 },
])("$kernels at once on $processors processors with $memory MiB", (machine) => {
  expect(defaultParallel(machine.processors, machine.memory)).toBe(machine.kernels);
});

it("is between one and two on this machine", () => {
  expect([1, 2]).toContain(defaultParallel());
});
