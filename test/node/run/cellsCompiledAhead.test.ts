import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { CodeCell } from "../../../src/nbformat/notebook.js";
import type { CellCompiler } from "../../../src/node/kernel/cellCompiler.js";
import { plainCells } from "../../../src/node/run/cellSource.js";
import { cellSourceOf } from "../../../src/node/run/cellSourceOf.js";
import { runNotebook } from "../../../src/node/run/runNotebook.js";
import type { RunOptions } from "../../../src/node/run/runOptions.js";
import { notebookOf } from "../../nbformat/notebookOf.js";
import { fakeKernels, type Behaviour } from "./fakeKernel.js";

/** A compiler in which every cell declares itself; `"never"` takes for ever, `"unknown"` has no answer. */
function fakeCompiler() {
  const asked: { folder: string; previous: string; source: string }[] = [];
  let givenUp = 0;
  const unanswered: ((answer: undefined) => void)[] = [];
  const compiler: CellCompiler = {
    compile: (folder, previous, source) => {
      asked.push({ folder, previous, source });
      if (source.includes("never") && givenUp === 0) {
        return new Promise((resolve) => unanswered.push(resolve));
      }
      if (givenUp > 0 || source.includes("unknown")) return Promise.resolve(undefined);
      const converted = { declOutput: `${previous}${source};`, diagnostics: [] };
      return Promise.resolve({
        source,
        previous,
        insertions: [],
        converted,
        maps: [],
        endsInIdentifier: false,
      });
    },
    giveUp: () => {
      givenUp++;
      for (const answer of unanswered) answer(undefined);
    },
  };
  return { compiler, asked, givenUp: () => givenUp };
}

const behave: Behaviour = (source) => (source.includes("fail") ? { status: "error" } : {});

async function run(cells: readonly (string | Partial<CodeCell>)[], options: RunOptions = {}) {
  const kernels = fakeKernels(behave);
  const { compiler, asked, givenUp } = fakeCompiler();
  const result = await runNotebook("/somewhere/x.ipynb", notebookOf(cells), {
    startKernel: kernels.start,
    compiler,
    ...options,
  });
  return { ...result, ...kernels, asked, givenUp: givenUp() };
}

const mayFail = (source: string) => ({ source, metadata: { tags: ["raises-exception"] } });

describe("cells compiled ahead", () => {
  it("come compiled, each after what the ones before declare, in the notebook's folder", async () => {
    const { cameCompiled, asked, requested, status } = await run(["a", "b", "c"]);
    expect(status).toBe("ok");
    expect(cameCompiled).toEqual(["a", "b", "c"]);
    expect(asked.slice(1)).toEqual([
      { folder: resolve("/somewhere"), previous: "", source: "a" },
      { folder: resolve("/somewhere"), previous: "a;", source: "b" },
      { folder: resolve("/somewhere"), previous: "a;b;", source: "c" },
    ]);
    expect(requested).toEqual([]);
  });

  it("come compiled where there is one, and nothing is compiled where there is none", async () => {
    expect((await run(["a"])).cameCompiled).toEqual(["a"]);
    expect((await run([])).asked).toEqual([]);
  });

  it("are for kernels of ours, where no compiler is given", async () => {
    const { cells } = notebookOf(["1"]);
    const toRun = [{ code: cells[0] as CodeCell, place: { cell: 1, id: "c1" }, mayFail: false }];
    expect(await cellSourceOf("x.ipynb", toRun, { kernel: "tslab" })).toBe(plainCells);
    const startKernel = fakeKernels(() => ({})).start;
    expect(await cellSourceOf("x.ipynb", toRun, { startKernel })).toBe(plainCells);
    const { compiler } = fakeCompiler();
    expect(
      (await cellSourceOf("x.ipynb", toRun, { kernel: "tslab", compiler })).compilesAhead,
    ).toBe(true);
    // By the kernel's own compiler where a kernel of ours is asked for, or none is named.
    for (const options of [{}, { kernel: "lossbook" }]) {
      const source = await cellSourceOf("x.ipynb", toRun, options);
      source.stop();
      expect(source.compilesAhead, JSON.stringify(options)).toBe(true);
    }
  });

  it("ask no compiler where the run is stopped before it begins", async () => {
    const { asked, executed, status } = await run(["a"], { signal: AbortSignal.abort() });
    expect({ asked, executed, status }).toEqual({ asked: [], executed: [], status: "interrupted" });
  });

  it("are compiled by the kernel from the first that ended otherwise than it was compiled for", async () => {
    const failed = await run(["a", "fail", "b", "c"], { allowErrors: true });
    expect(failed.executed).toEqual(["a", "fail", "b", "c"]);
    expect(failed.cameCompiled).toEqual(["a", "fail"]);
    // The kernel's compiler gets ready in nobody's time, once.
    expect(failed.requested).toEqual(["inspect_request"]);
    const didNotFail = await run(["a", mayFail("b"), "c"]);
    expect(didNotFail.cameCompiled).toEqual(["a", "b"]);
  });

  it("go on after a cell that fails as it is meant to, which declares nothing", async () => {
    const { cameCompiled, asked, status } = await run(["a", mayFail("fail"), "b"]);
    expect(status).toBe("ok");
    expect(cameCompiled).toEqual(["a", "fail", "b"]);
    expect(asked.at(-1)).toMatchObject({ previous: "a;", source: "b" });
  });

  it("leave to the kernel what has no answer, and take up again after it", async () => {
    const { cameCompiled, requested } = await run(["a", "unknown", "b"]);
    expect(cameCompiled).toEqual(["a", "b"]);
    expect(requested).toEqual(["inspect_request"]);
  });

  it("give a compiler up that takes a cell's whole time", async () => {
    const { status, givenUp, cameCompiled, cells } = await run(["a", "never", "b"], {
      timeout: 60,
      allowErrors: true,
    });
    expect(givenUp).toBe(1);
    expect(cameCompiled).toEqual(["a"]);
    expect(cells[1]!.seconds).toBeGreaterThanOrEqual(0.06);
    expect(status).toBe("ok");
  });

  it("are not waited for when the run is stopped", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")), 30);
    const { status, givenUp } = await run(["never"], { signal: stop.signal });
    expect(status).toBe("interrupted");
    expect(givenUp).toBe(0);
  });

  it.each([
    'import { f } from "./mine";',
    "const f = require('../mine');",
    "/** @module mine */",
    '/// <reference path="x" />',
  ])("all go to the kernel where one is its own business: %s", async (source) => {
    const { cameCompiled, asked } = await run(["a", source]);
    expect(asked).toEqual([]);
    expect(cameCompiled).toEqual([]);
  });

  it("are not wanted any more after the run's end", async () => {
    let answer: () => void = () => undefined;
    const { compiler } = fakeCompiler();
    const asked: string[] = [];
    const kernels = fakeKernels(() => ({ status: "error" }));
    const { status } = await runNotebook("x.ipynb", notebookOf(["a", "b", "c"]), {
      startKernel: kernels.start,
      compiler: {
        ...compiler,
        compile: async (folder, previous, source) => {
          asked.push(source);
          if (source === "b") await new Promise<void>((resolve) => (answer = resolve));
          return compiler.compile(folder, previous, source);
        },
      },
    });
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    expect(status).toBe("error");
    expect(asked).toEqual(["", "a", "b"]);
  });
});
