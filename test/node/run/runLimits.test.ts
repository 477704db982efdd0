import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { KernelOptions } from "../../../src/node/kernel/kernel.js";
import { Deadline } from "../../../src/node/run/deadline.js";
import { runNotebook } from "../../../src/node/run/runNotebook.js";
import { runNotebooks } from "../../../src/node/run/runNotebooks.js";
import type { RunOptions } from "../../../src/node/run/runOptions.js";
import { notebookOf } from "../../nbformat/notebookOf.js";
import { fakeKernels, type Behaviour } from "./fakeKernel.js";

afterEach(() => vi.restoreAllMocks());

/** Runs one cell on a kernel that says at once that no late work is left. */
async function runOne(behave: Behaviour, options: RunOptions = {}) {
  const kernels = fakeKernels(behave, 3, () => Promise.resolve([]));
  let asked: KernelOptions | undefined;
  const result = await runNotebook("notebooks/x.ipynb", notebookOf(["1"]), {
    startKernel: (given) => {
      asked = given;
      return kernels.start(given);
    },
    ...options,
  });
  return { ...result, asked: asked! };
}

describe("the kernel of a run", () => {
  it("starts in the notebook's folder, with what the caller asks", async () => {
    const { asked } = await runOne(() => ({}), {
      kernel: "tslab",
      memoryLimit: 512,
      startTimeout: 7000,
      outputLimit: 0.5,
    });
    expect(asked).toMatchObject({
      cwd: resolve("notebooks"),
      kernel: "tslab",
      memoryLimit: 512,
      startTimeout: 7000,
      outputLimit: 2 ** 19,
      compiledElsewhere: false,
    });
  });

  it("has its own defaults where the caller says nothing", async () => {
    const { asked, kernelInfo } = await runOne(() => ({}));
    expect(asked.outputLimit).toBe(64 * 2 ** 20);
    for (const name of ["kernel", "memoryLimit", "startTimeout"])
      expect(asked).not.toHaveProperty(name);
    expect(kernelInfo).toEqual({ implementation: "lossbook" });
  });
});

describe("the limits of a run", () => {
  const limitOfCell = async (options: RunOptions) => {
    let limit: number | undefined;
    await runOne((_, __, given) => {
      limit = given.timeout;
      return {};
    }, options);
    return limit;
  };

  it("are two minutes a cell and ten for a notebook, or none", async () => {
    for (const [options, most] of [
      [{}, 120_000],
      [{ timeout: Infinity }, 600_000],
      [{ timeout: 5000 }, 5000],
      [{ timeout: Infinity, totalTimeout: 3000 }, 3000],
    ] as const) {
      const limit = await limitOfCell(options);
      expect(limit).toBeLessThanOrEqual(most);
      expect(limit).toBeGreaterThan(most - 1000);
    }
    const none = await limitOfCell({ timeout: Infinity, totalTimeout: Infinity });
    expect(none).toBe(undefined);
  });

  it("are not said to the kernel where there are none, nor is code that was not compiled", async () => {
    const given: unknown[] = [];
    await runOne(
      (_, __, options) => {
        given.push(Object.keys(options).sort());
        return {};
      },
      { timeout: Infinity, totalTimeout: Infinity },
    );
    expect(given).toEqual([["onMessage", "signal"]]);
  });

  it.each([
    [9.96, "reached its time limit of 10.0 s"],
    [10, "reached its time limit of 10 s"],
    [12.3, "reached its time limit of 12 s"],
  ])("are said in seconds: %d", async (seconds, said) => {
    const now = performance.now();
    const clock = vi.spyOn(performance, "now").mockReturnValue(now);
    const { failure, notebook, status } = await runOne(() => {
      clock.mockReturnValue(now + seconds * 1000);
      return { status: "timeout" };
    });
    expect(status).toBe("timeout");
    expect(failure).toEqual({ message: said, cell: 1, id: "c1" });
    expect(JSON.stringify(notebook)).toContain(`[lossbook: the cell ${said}]`);
  });

  it("give work that nobody awaited ten seconds, and no more than the run has", async () => {
    const asked: number[] = [];
    for (const totalTimeout of [60_000, 4000]) {
      const kernels = fakeKernels(
        () => ({}),
        3,
        (milliseconds) => {
          asked.push(milliseconds);
          return Promise.resolve([]);
        },
      );
      const { warnings } = await runNotebook("x.ipynb", notebookOf(["1"]), {
        startKernel: kernels.start,
        totalTimeout,
      });
      expect(warnings).toEqual([]);
    }
    expect(asked[0]).toBe(10_000);
    expect(asked[1]).toBeLessThanOrEqual(4000);
    expect(asked[1]).toBeGreaterThan(3000);
  });

  it("give such work nothing where the cells used all of the run's time", async () => {
    const now = performance.now();
    const clock = vi.spyOn(performance, "now").mockReturnValue(now);
    const asked: number[] = [];
    const kernels = fakeKernels(
      () => {
        clock.mockReturnValue(now + 5000);
        return {};
      },
      3,
      (milliseconds) => {
        asked.push(milliseconds);
        return Promise.resolve([]);
      },
    );
    const { status } = await runNotebook("x.ipynb", notebookOf(["1"]), {
      startKernel: kernels.start,
      totalTimeout: 4000,
    });
    expect({ status, asked }).toEqual({ status: "ok", asked: [0] });
  });

  it("ask for no late work where no cell ran", async () => {
    const kernels = fakeKernels(
      () => ({}),
      3,
      () => Promise.resolve(["Timeout"]),
    );
    const { warnings, status } = await runNotebook("x.ipynb", notebookOf([""]), {
      startKernel: kernels.start,
    });
    expect({ warnings, status, requested: kernels.requested }).toEqual({
      warnings: [],
      status: "ok",
      requested: [],
    });
  });
});

it("a run without a limit of its own has only its caller's signal", () => {
  const { signal } = new AbortController();
  expect(new Deadline(Infinity, signal).signal).toBe(signal);
  expect(new Deadline(1e6, signal).signal).not.toBe(signal);
});

describe("a deadline that has passed", () => {
  it("says what ended the run", async () => {
    const deadline = new Deadline(1);
    deadline.throwIfOver();
    await new Promise((done) => deadline.signal.addEventListener("abort", done));
    expect(() => deadline.throwIfOver()).toThrow(
      "reached the whole run's limit before the kernel was ready",
    );
    deadline.throwIfInterrupted();
    const controller = new AbortController();
    const stopped = new Deadline(1000, controller.signal);
    expect(stopped.remaining).toBeLessThanOrEqual(1000);
    expect(stopped.remaining).toBeGreaterThan(500);
    controller.abort("no error");
    expect(() => stopped.throwIfInterrupted()).toThrow("stopped");
    expect(stopped.signal.aborted).toBe(true);
  });
});

describe("what a run keeps", () => {
  it("is what the kernel notes of a cell, in the cell and as a warning", async () => {
    const { warnings, notebook } = await runOne(() => ({ notice: "something was lost" }));
    expect(warnings).toEqual(["cell 1 something was lost"]);
    expect(JSON.stringify(notebook)).toContain("[lossbook: something was lost]");
    const dead = await runOne(() => ({ status: "dead", notice: "it ended" }));
    expect(dead.warnings).toEqual([]);
    expect(JSON.stringify(dead.notebook).match(/it ended/g)).toHaveLength(1);
  });

  it("is a warning for output above the limit", async () => {
    const { warnings } = await runOne(
      (_, send) => {
        send("stream", { name: "stdout", text: "x".repeat(2000) });
        return {};
      },
      { outputLimit: 1000 / 2 ** 20 },
    );
    expect(warnings).toEqual(["cell 1 printed more than the output limit; the rest is dropped"]);
  });

  it("is every event with its place", async () => {
    const events: unknown[] = [];
    const { cells } = await runOne(
      () => ({
        status: "aborted",
        error: { name: "E", message: "bad", traceback: ["at cell 1:1:1"] },
      }),
      { onEvent: (event) => events.push(event) },
    );
    const seconds = expect.any(Number) as number;
    const place = { cell: 1, id: "c1" };
    const notebook = "notebooks/x.ipynb";
    const failure = { message: "E: bad", ...place, line: 1, source: "1" };
    expect(cells).toEqual([{ ...place, status: "error", seconds }]);
    expect(events).toEqual([
      { event: "notebook-start", notebook, cells: 1 },
      { event: "kernel-ready", notebook, seconds },
      { event: "cell-start", notebook, ...place },
      { event: "cell-end", notebook, ...place, status: "error", seconds },
      { event: "notebook-end", notebook, status: "error", seconds, failure },
    ]);
  });
});

describe("several notebooks", () => {
  it("run in their order, so many at once, after all were read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lossbook-run-"));
    try {
      const paths = ["b", "a", "c"].map((name) => {
        const path = join(folder, `${name}.ipynb`);
        writeFileSync(path, JSON.stringify(notebookOf([name])));
        return path;
      });
      for (const parallel of [1, 2]) {
        const kernels = fakeKernels(
          () => ({}),
          3,
          () => Promise.resolve([]),
        );
        const runs = await runNotebooks(paths, { startKernel: kernels.start, parallel });
        expect(runs.map(({ path }) => path)).toEqual(paths);
        expect(runs.map(({ status }) => status)).toEqual(["ok", "ok", "ok"]);
        expect(kernels.most()).toBe(parallel);
      }
      writeFileSync(paths[2]!, "no notebook");
      const kernels = fakeKernels(() => ({}));
      await expect(runNotebooks(paths, { startKernel: kernels.start })).rejects.toThrow("c.ipynb");
      expect(kernels.executed).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
