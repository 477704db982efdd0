import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { descendants } from "../../src/node/kernel/processTree.js";
import type { RunEvent } from "../../src/node/run/runEvent.js";
import { root, workplace, writeNotebook } from "./runCommand.js";

const place = workplace();
afterAll(() => place.remove());

/**
 * Ten notebooks that import the package, hold 50 MB and print 4 MB each. A kernel takes about 110 MiB of its own, which
 * the processes share little of.
 */
const notebooks = Array.from({ length: 10 }, (_, index) => {
  const name = `${String(index).padStart(2, "0")}.ipynb`;
  writeNotebook(join(place.folder, name), [
    `import { entropy } from ${JSON.stringify(root)}; entropy([0.5, 0.5])`,
    "const held = new Float64Array(5e7 / 8).fill(1); held.length",
    'for (let i = 0; i < 4; i++) console.log("x".repeat(1e6));',
    // On a slow machine the first would have ended before the last one started.
    `const { readdirSync, writeFileSync } = require("node:fs");
writeFileSync("here-${index}", "");
const here = () => readdirSync(".").filter((name) => name.startsWith("here-")).length;
while (here() < Number(process.env.LOSSBOOK_TEST_TOGETHER)) await new Promise((r) => setTimeout(r, 100));
await new Promise((r) => setTimeout(r, 1000));`,
  ]);
  return name;
});

/** MiB of a process: what it shares counts in part, so that a tree's sum is what it takes of the machine. */
function memoryOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

interface Run {
  readonly code: number | null;
  readonly events: readonly RunEvent[];
  readonly said: string;
  /** MiB at the most, as sampled: of the command, and of it with all kernels. */
  readonly command: number;
  readonly tree: number;
  /** Kernels that were ready and not yet done, at the most. */
  readonly atOnce: number;
}

async function run(together: number, ...args: string[]): Promise<Run> {
  const child = spawn(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), "run", "--json", ...args, ...notebooks],
    {
      cwd: place.folder,
      env: { ...process.env, TMPDIR: place.temporary, LOSSBOOK_TEST_TOGETHER: String(together) },
    },
  );
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  let command = 0;
  let tree = 0;
  const sample = setInterval(() => {
    const own = memoryOf(child.pid!);
    const kernels = descendants(child.pid!).map(memoryOf);
    command = Math.max(command, own);
    tree = Math.max(
      tree,
      kernels.reduce((sum, memory) => sum + memory, own),
    );
  }, 250);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearInterval(sample);
  const events = said
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as RunEvent);
  let running = 0;
  let atOnce = 0;
  for (const { event } of events) {
    if (event === "kernel-ready") atOnce = Math.max(atOnce, ++running);
    if (event === "notebook-end") running--;
  }
  return { code, events, said, command, tree, atOnce };
}

describe.skipIf(process.platform !== "linux")("ten notebooks", () => {
  it("ten at once: all run, in less than 400 MiB a kernel", async () => {
    const { code, said, command, tree, atOnce } = await run(10, "-j", "10", "--timeout", "250");
    console.log(`-j 10: ${tree.toFixed(0)} MiB in all, ${command.toFixed(0)} the command`);
    expect(code, said).toBe(0);
    expect(atOnce).toBe(10);
    expect(tree).toBeGreaterThan(10 * 100);
    expect(tree).toBeLessThan(10 * 400);
    expect(command).toBeLessThan(400);
  });
  it("by default two at once, in the memory of two", async () => {
    const { code, said, command, tree, atOnce } = await run(1);
    console.log(`by default: ${tree.toFixed(0)} MiB in all, ${command.toFixed(0)} the command`);
    expect(code, said).toBe(0);
    expect(atOnce).toBe(Math.min(2, availableParallelism()));
    expect(tree).toBeLessThan(1200);
    expect(readdirSync(place.temporary)).toEqual([]);
  });
});
