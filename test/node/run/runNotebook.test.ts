import { describe, expect, it, vi } from "vitest";
import type { CodeCell } from "../../../src/nbformat/notebook.js";
import type { RunEvent } from "../../../src/node/run/runEvent.js";
import { runNotebook } from "../../../src/node/run/runNotebook.js";
import type { RunOptions } from "../../../src/node/run/runOptions.js";
import { notebookOf } from "../../nbformat/notebookOf.js";
import { fakeKernels, type Behaviour } from "./fakeKernel.js";

const error = (count = 0, line = 2) => ({
  status: "error" as const,
  error: {
    name: "RangeError",
    message: "bad",
    traceback: ["RangeError: bad", `    at cell ${count}:${line}:7`],
  },
});

/** A cell's source is what it does: print, fail, die, wait, late, lateError, update. */
const behave: Behaviour = async (source, send, options) => {
  if (source.includes("print")) send("stream", { name: "stdout", text: `${source}\n` });
  if (source.includes("die")) {
    return { status: "dead", notice: "the kernel ended (exit code 3)", executionCount: null };
  }
  if (source.includes("wait")) {
    const outcome = await new Promise<"timeout" | "interrupted">((resolve) => {
      if (options.timeout !== undefined) setTimeout(() => resolve("timeout"), options.timeout);
      options.signal?.addEventListener("abort", () => resolve("interrupted"));
    });
    return { status: outcome, executionCount: null };
  }
  if (source.includes("late")) {
    setTimeout(() => {
      if (!source.includes("lateError")) send("stream", { name: "stdout", text: "late\n" }, true);
      else send("error", { ename: "Error", evalue: "nobody", traceback: [] }, true);
    }, 20);
  }
  return source.includes("fail") ? error() : {};
};

async function run(sources: readonly (string | Partial<CodeCell>)[], options: RunOptions = {}) {
  const kernels = fakeKernels(behave);
  const events: RunEvent[] = [];
  const result = await runNotebook("notebooks/x.ipynb", notebookOf(sources), {
    startKernel: kernels.start,
    onEvent: (event) => events.push(event),
    ...options,
  });
  expect(kernels.running(), "no kernel is left").toBe(0);
  return { ...result, executed: kernels.executed, events };
}

const outputs = (cell: { cell_type: string }) => (cell as CodeCell).outputs;

describe("runNotebook", () => {
  it("runs the code cells in order, with outputs and counts", async () => {
    const { status, notebook, executed, reachedEnd } = await run(["print 1", "", "print 2"]);
    expect(status).toBe("ok");
    expect(reachedEnd).toBe(true);
    expect(executed).toEqual(["print 1", "print 2"]);
    expect(notebook.cells.map((cell) => (cell as CodeCell).execution_count)).toEqual([1, null, 2]);
    expect(JSON.stringify(outputs(notebook.cells[2]!))).toContain("print 2");
  });

  it("stops at a cell that fails, and says cell, line and message", async () => {
    const { status, failure, executed, notebook, reachedEnd } = await run([
      "print",
      "a\nfail",
      "print",
    ]);
    expect(status).toBe("error");
    expect(reachedEnd).toBe(false);
    expect(executed).toHaveLength(2);
    expect(failure).toEqual({ message: "RangeError: bad", cell: 2, id: "c2" });
    expect(outputs(notebook.cells[1]!)[0]!.output_type).toBe("error");
  });

  it("takes the line of the failing cell's own frame", async () => {
    const kernels = fakeKernels(() => error(1, 2));
    const notebook = notebookOf(["first\nsecond"]);
    const { failure } = await runNotebook("x.ipynb", notebook, { startKernel: kernels.start });
    expect(failure).toMatchObject({ line: 2, source: "second" });
  });

  it("shows an error once, whether the kernel sent it or only replied with it", async () => {
    const sent: Behaviour = (_, send) => {
      send("error", { ename: "RangeError", evalue: "bad", traceback: ["RangeError: bad"] });
      return error();
    };
    const replied: Behaviour = () => error();
    for (const behaviour of [sent, replied]) {
      const { notebook } = await runNotebook("x.ipynb", notebookOf(["1"]), {
        startKernel: fakeKernels(behaviour).start,
      });
      expect(outputs(notebook.cells[0]!).map(({ output_type: type }) => type)).toEqual(["error"]);
    }
  });

  it("takes old outputs and counts out of the cells that it runs, the empty ones too", async () => {
    const old = { name: "stdout", output_type: "stream" as const, text: "old" };
    const { notebook } = await run([
      { source: "quiet", outputs: [old], execution_count: 7 },
      { source: " ", outputs: [old], execution_count: 8 },
    ]);
    expect(notebook.cells.map(outputs)).toEqual([[], []]);
    expect((notebook.cells[1] as CodeCell).execution_count).toBe(null);
  });

  it("says the first failure of several", async () => {
    const { failure } = await run(["fail", "lateError", "a\nfail"], { allowErrors: true });
    expect(failure).toMatchObject({ cell: 1, id: "c1" });
  });

  it("goes on with allowErrors", async () => {
    const { status, executed, reachedEnd } = await run(["fail", "print"], { allowErrors: true });
    expect(executed).toHaveLength(2);
    expect(status).toBe("error");
    expect(reachedEnd).toBe(true);
  });

  it("lets a cell tagged raises-exception fail, and warns when it does not", async () => {
    const tagged = (source: string) => ({ source, metadata: { tags: ["raises-exception"] } });
    const { status, warnings } = await run([tagged("fail"), tagged("print")]);
    expect(status).toBe("ok");
    expect(warnings).toEqual(["cell 2 is tagged raises-exception and did not fail"]);
  });

  it.each(["skip-execution", "skip_execution"])("leaves a cell tagged %s as it is", async (tag) => {
    const old = { name: "stdout", output_type: "stream" as const, text: "old" };
    const { executed, notebook } = await run([
      { source: "fail", metadata: { tags: [tag] }, outputs: [old] },
    ]);
    expect(executed).toEqual([]);
    expect(outputs(notebook.cells[0]!)).toEqual([old]);
  });

  it("ends at a cell's limit, with allowErrors too", async () => {
    const options = { timeout: 30, allowErrors: true };
    const { status, failure, executed } = await run(["print", "wait", "print"], options);
    expect(status).toBe("timeout");
    expect(failure?.message).toContain("its time limit");
    expect(executed).toHaveLength(2);
  });

  it("gives a cell no more than what is left of the whole run", async () => {
    const { status, failure, seconds } = await run(["wait"], {
      timeout: 5_000,
      totalTimeout: 40,
    });
    expect(status).toBe("timeout");
    expect(failure?.message).toContain("the whole run's limit");
    expect(seconds).toBeLessThan(4);
  });

  it("ends at the whole run's limit", async () => {
    const { status, failure } = await run(["wait"], { timeout: 10_000, totalTimeout: 40 });
    expect(status).toBe("timeout");
    expect(failure?.message).toContain("the whole run's limit");
  });

  it("ends at the whole run's limit also when no kernel becomes ready", async () => {
    const startKernel: NonNullable<RunOptions["startKernel"]> = ({ signal }) =>
      new Promise((_, reject) =>
        signal!.addEventListener("abort", () => reject(new Error("aborted"))),
      );
    const result = await runNotebook("x.ipynb", notebookOf(["1"]), {
      startKernel,
      totalTimeout: 40,
    });
    expect(result.status).toBe("timeout");
  });

  it("starts no kernel once the whole run is over", async () => {
    const startKernel = vi.fn<NonNullable<RunOptions["startKernel"]>>();
    const stopped = AbortSignal.abort(new Error("stopped"));
    const result = await runNotebook("x.ipynb", notebookOf(["1"]), {
      startKernel,
      signal: stopped,
    });
    expect(result.status).toBe("interrupted");
    expect(startKernel).not.toHaveBeenCalled();
  });

  it("asks nothing of a kernel that became ready too late", async () => {
    const controller = new AbortController();
    const kernels = fakeKernels(behave);
    const events: RunEvent[] = [];
    const result = await runNotebook("x.ipynb", notebookOf(["1"]), {
      signal: controller.signal,
      onEvent: (event) => events.push(event),
      startKernel: async (options) => {
        const kernel = await kernels.start(options);
        controller.abort(new Error("stopped"));
        return kernel;
      },
    });
    expect(result.status).toBe("interrupted");
    expect(events.map(({ event }) => event)).not.toContain("kernel-ready");
    expect([kernels.executed, kernels.running()]).toEqual([[], 0]);
  });

  it("says that a kernel did not start", async () => {
    const startKernel = () => Promise.reject(new Error("no such kernel\nmore"));
    const result = await runNotebook("x.ipynb", notebookOf(["1"]), { startKernel });
    expect(result.status).toBe("dead");
    expect(result.failure?.message).toBe("the kernel did not start: no such kernel");
  });

  it("says how a kernel died, and keeps what came before", async () => {
    const { status, failure, notebook } = await run(["print", "print die"]);
    expect(status).toBe("dead");
    expect(failure).toMatchObject({ cell: 2, message: "the kernel ended (exit code 3)" });
    expect(JSON.stringify(notebook)).toContain("print die");
  });

  it("says that a kernel died of its memory", async () => {
    const kernels = fakeKernels(() => ({ status: "dead" }), 134);
    const { failure } = await runNotebook("x.ipynb", notebookOf(["1"]), {
      startKernel: kernels.start,
    });
    expect(failure?.message).toBe(
      "the kernel ended (exit code 134); its memory is exhausted, --memory raises the limit",
    );
  });

  it("stops when asked: before, and while a cell runs", async () => {
    const before = await run(["print"], { signal: AbortSignal.abort(new Error("stopped")) });
    expect(before.status).toBe("interrupted");
    expect(before.executed).toEqual([]);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("stopped by SIGINT")), 30);
    const during = await run(["wait"], { signal: controller.signal });
    expect(during.status).toBe("interrupted");
    expect(during.failure?.message).toBe("stopped by SIGINT");
  });

  it("is stopped where its kernel dies of the stop", async () => {
    const controller = new AbortController();
    const kernels = fakeKernels(() => {
      controller.abort(new Error("stopped by SIGINT"));
      return { status: "dead" };
    });
    const { status, failure } = await runNotebook("x.ipynb", notebookOf(["1"]), {
      startKernel: kernels.start,
      signal: controller.signal,
    });
    expect({ status, message: failure?.message }).toEqual({
      status: "interrupted",
      message: "stopped by SIGINT",
    });
  });

  it("puts late output into the cell it belongs to, and warns once", async () => {
    const { status, notebook, warnings } = await run(["late", "print"]);
    expect(status).toBe("ok");
    expect(JSON.stringify(outputs(notebook.cells[0]!))).toContain("late");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("cell 1 printed after it had ended");
    const twice: Behaviour = (_, send) => {
      for (const after of [5, 10])
        setTimeout(() => send("stream", { name: "stdout", text: "late\n" }, true), after);
      return {};
    };
    const chatty = await runNotebook("x.ipynb", notebookOf(["1"]), {
      startKernel: fakeKernels(twice).start,
    });
    expect(chatty.warnings).toHaveLength(1);
    expect(JSON.stringify(outputs(chatty.notebook.cells[0]!))).toContain('"late\\n","late\\n"');
  });

  it("fails for an error that nobody awaited", async () => {
    const { status, failure } = await run(["lateError"]);
    expect(status).toBe("error");
    expect(failure).toMatchObject({ cell: 1, message: "Error: nobody" });
    const mayFail = { source: "lateError", metadata: { tags: ["raises-exception"] } };
    expect((await run([mayFail])).status).toBe("ok");
  });

  describe("where the kernel says when work that nobody awaited is done", () => {
    const ours = (late: (send: Parameters<Behaviour>[1]) => void, left: readonly string[] = []) => {
      let sendOfCell: Parameters<Behaviour>[1] = () => undefined;
      return fakeKernels(
        (_, send) => {
          sendOfCell = send;
          return {};
        },
        3,
        async () => {
          // Longer than any wait without an answer.
          await new Promise((resolve) => setTimeout(resolve, 300));
          late(sendOfCell);
          return left;
        },
      );
    };
    const go = (kernels: ReturnType<typeof fakeKernels>, options: RunOptions = {}) =>
      runNotebook("x.ipynb", notebookOf(["1"]), { startKernel: kernels.start, ...options });

    it("shows what it prints with its cell", async () => {
      const kernels = ours((send) => send("stream", { name: "stdout", text: "at last\n" }, true));
      const { status, notebook } = await go(kernels);
      expect(status).toBe("ok");
      expect(JSON.stringify(outputs(notebook.cells[0]!))).toContain("at last");
    });

    it("fails its cell where it throws", async () => {
      const late = { ename: "Error", evalue: "late", traceback: [] };
      const { status, failure } = await go(ours((send) => send("error", late, true)));
      expect(status).toBe("error");
      expect(failure).toMatchObject({ cell: 1, message: "Error: late" });
    });

    it("says that some of it was stopped", async () => {
      const { status, warnings } = await go(ours(() => undefined, ["Timeout"]));
      expect(status).toBe("ok");
      expect(warnings).toEqual([
        "work that no cell awaited went on 10 s after the last cell and was stopped: await it",
      ]);
    });

    it("does not wait for it when the run is stopped", async () => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(new Error("enough")), 100);
      const { status, seconds } = await go(
        fakeKernels(
          () => ({}),
          3,
          () => new Promise(() => undefined),
        ),
        { signal: stop.signal },
      );
      expect(status).toBe("interrupted");
      expect(seconds).toBeLessThan(3);
    });
  });

  it("tells what happens as events", async () => {
    const { events } = await run(["print"]);
    expect(events.map(({ event }) => event)).toEqual([
      "notebook-start",
      "kernel-ready",
      "cell-start",
      "cell-end",
      "notebook-end",
    ]);
  });

  it("warns about a parameter that the notebook does not know", async () => {
    const cell = { source: "let rate = 1", metadata: { tags: ["parameters"] } };
    const { warnings, executed } = await run([cell], { parameters: { rate: 2, rat: 3 } });
    expect(warnings).toEqual(['parameter rat is not in the cell tagged "parameters"']);
    expect(executed[1]).toBe("// Parameters\nlet rate: number = 2;\nlet rat: number = 3;");
  });
});
