import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startKernel } from "../../src/node/kernel/startKernel.js";
import type { Notebook } from "../../src/nbformat/notebook.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import type { RunOptions } from "../../src/node/run/runOptions.js";
import type { KernelOptions } from "../../src/node/kernel/kernel.js";
import type { Kernel } from "../../src/node/kernel/kernel.js";

const root = join(import.meta.dirname, "..", "..");

interface Cell {
  readonly source: string;
  readonly tags?: readonly string[];
}

function notebookOf(cells: readonly (Cell | string)[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map((cell, index) => ({
      cell_type: "code",
      id: `cell-${index}`,
      metadata: typeof cell === "string" ? {} : { tags: [...(cell.tags ?? [])] },
      execution_count: null,
      outputs: [],
      source: typeof cell === "string" ? cell : cell.source,
    })),
  } as Notebook;
}

/** Programs whose sight differs where a cell is rewritten, fails, or ends in a value. */
const programs: Readonly<Record<string, readonly (Cell | string)[]>> = {
  "values, names and awaits": [
    `import { entropy } from "lossbook";\nconst u = 3;\nlet nothing: number | undefined;\ntype Pair = [number, number];`,
    `({ u })`,
    `nothing`,
    `null`,
    `const pair: Pair = [u, entropy([0.5, 0.5])];\npair`,
    `await (async () => 5)()`,
    `for await (const x of [1, 2]) console.log(x, u);`,
    `console.log(nothing)`,
    `class Sum { constructor(readonly of: number[]) {} get value() { return this.of.reduce((a, b) => a + b, 0); } }`,
    `new Sum([1, u]).value`,
  ],
  "a cell that may fail, and its lines": [
    `function far(n: number): number {\n  if (n > 1) throw new RangeError("too far: " + n);\n  return n;\n}`,
    { source: `const kept = 1;\n\nfar(2)`, tags: ["raises-exception"] },
    `far(1)`,
    `const kept = "again";\nkept`,
  ],
  "a type error, and the cells after it": [
    `const n: number = 1;`,
    `const wrong: string = n;`,
    `n + 1`,
    `const late = 1;\nthrow new Error("late")`,
    `late + 1`,
    `n + 2`,
  ],
  "tslab's own display, and the compiler's version": [
    `import { display, versions } from "tslab";\ndisplay.html("<b>bold</b>");`,
    `versions.typescript`,
  ],
  "a rejection that nobody awaits": [
    `const m = 1;`,
    `const k = 2;\nvoid Promise.reject(new Error("alone"));`,
    `m + 1`,
    `typeof k`,
  ],
};

describe("a notebook whose cells are compiled ahead", () => {
  let folder: string;

  beforeEach(() => {
    mkdirSync(join(root, "reports"), { recursive: true });
    folder = mkdtempSync(join(root, "reports", "compiled-test-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function ran(
    cells: readonly (Cell | string)[],
    options: RunOptions = {},
  ): Promise<{
    readonly notebook: Notebook;
    readonly failure: unknown;
    readonly warnings: unknown;
  }> {
    const run = await runNotebook(join(folder, "n.ipynb"), notebookOf(cells), {
      allowErrors: true,
      ...options,
    });
    return { notebook: run.notebook, failure: run.failure, warnings: run.warnings };
  }

  const alone = {
    startKernel: (options: KernelOptions): Promise<Kernel> => startKernel(options),
  };

  it.each(Object.entries(programs))("says the same as its kernel alone: %s", async (_, cells) => {
    const ahead = await ran(cells);
    expect(ahead).toEqual(await ran(cells, alone));
    // The cells did run.
    expect(JSON.stringify(ahead.notebook)).toMatch(/execute_result/);
  });

  it("takes the compiler's own beginning out of no cell's time", async () => {
    expect((await ran(["1"], { timeout: 1_000 })).failure).toBeUndefined();
    // The kernel compiles this one.
    const { failure } = await ran([`const wrong: string = 1;`], { timeout: 1_000 });
    expect(failure).toMatchObject({ message: expect.stringContaining("not assignable") as string });
  });

  it("does not read the compiler in the kernel", async () => {
    const { notebook } = await ran([
      `import { Module } from "node:module";
const cache = (Module as unknown as { _cache: Record<string, unknown> })._cache;
Object.keys(cache).filter((file) => file.endsWith("typescript.js")).length`,
    ]);
    expect(JSON.stringify(notebook)).toContain('"text/plain":["0"]');
  });

  it("leaves to the kernel what a cell makes for the next", async () => {
    const written = join(folder, "node_modules", "made-here");
    const { notebook, failure } = await ran([
      `import { mkdirSync, writeFileSync } from "node:fs";
mkdirSync(${JSON.stringify(written)}, { recursive: true });
writeFileSync(${JSON.stringify(join(written, "index.js"))}, "exports.seven = 7;");
writeFileSync(${JSON.stringify(join(written, "index.d.ts"))}, "export declare const seven: number;");`,
      `import { seven } from "made-here";\nseven`,
      `seven + 1`,
    ]);
    expect(failure).toBeUndefined();
    expect(
      JSON.stringify(notebook.cells.map((cell) => (cell as { outputs?: unknown }).outputs)),
    ).toMatch(/"7".*"8"/);
  });

  it("compiles a module of the reader's own in each kernel that asks for it", async () => {
    writeFileSync(join(folder, "own.ts"), "export const nine: number = 9;\n");
    for (let kernels = 0; kernels < 2; kernels++) {
      const { notebook, failure } = await ran([`import { nine } from "./own";`, `nine`]);
      expect(failure).toBeUndefined();
      expect(JSON.stringify(notebook)).toContain('"9"');
    }
  });

  it("stops a cell whose types never end at its limit, not at twice its limit", async () => {
    const endless = `type D = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type Box<T> = T extends string ? { f: () => { g: () => T } } : never;
declare const p: Box<\`\${D}\${D}\${D}\${D}\`>;
const far: Box<\`\${D}\${D}\${D}\${D}x\`> = p;`;
    const run = await runNotebook(join(folder, "n.ipynb"), notebookOf(["1", endless]), {
      timeout: 6_000,
    });
    expect(run.status).toBe("timeout");
    // The limit, two seconds for the interrupt, and two for a busy machine.
    expect(run.cells[1]!.seconds).toBeLessThan(10);
    // The thread was given up with it; a kernel that compiles alone serves the next.
    expect(JSON.stringify(await ran([`const a = 6;`, `a * 7`]))).toContain('"42"');
  });
});
