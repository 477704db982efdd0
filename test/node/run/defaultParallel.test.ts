import { totalmem } from "node:os";
import { expect, it, vi } from "vitest";
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

it("counts what a container gives as the memory that there is", () => {
  const given = vi.spyOn(process, "constrainedMemory");
  try {
    given.mockReturnValue(1.9 * 2 ** 30);
    expect(defaultParallel(2)).toBe(1);
    given.mockReturnValue(2 ** 30);
    expect(defaultParallel(2)).toBe(1);
    // Without a limit, or with one beyond the machine's memory, that counts.
    for (const none of [0, 2 ** 62]) {
      given.mockReturnValue(none);
      expect(defaultParallel(2)).toBe(defaultParallel(2, totalmem() / 2 ** 20));
    }
  } finally {
    given.mockRestore();
  }
});

it("is between one and two on this machine", () => {
  expect([1, 2]).toContain(defaultParallel());
});
