import type { ExecuteOptions, ExecuteResult, Kernel } from "../../../src/node/kernel/kernel.js";
import type { StartKernel } from "../../../src/node/run/runOptions.js";

type Send = (type: string, content: Record<string, unknown>, late?: boolean) => void;

/** What a cell's source does in the fake kernel: sends messages, then says how the cell ended. */
export type Behaviour = (
  source: string,
  send: Send,
  options: ExecuteOptions,
) => Partial<ExecuteResult> | Promise<Partial<ExecuteResult>>;

export interface FakeKernels {
  readonly start: StartKernel;
  /** The sources that were executed, over all kernels. */
  readonly executed: string[];
  /** Which of them came compiled. */
  readonly cameCompiled: string[];
  /** The requests beside cells, by type. */
  readonly requested: string[];
  /** Kernels that run now, and the most there were at once. */
  readonly running: () => number;
  readonly most: () => number;
}

/** Kernels that do what the test says: the runner's own logic without processes. */
export function fakeKernels(
  behave: Behaviour,
  exitCode = 3,
  /** What a kernel of ours answers when the runner asks for the work that no cell awaited. */
  awaitWork?: (milliseconds: number) => Promise<readonly string[]>,
): FakeKernels {
  const executed: string[] = [];
  const cameCompiled: string[] = [];
  const requested: string[] = [];
  let running = 0;
  let most = 0;
  return {
    executed,
    cameCompiled,
    requested,
    running: () => running,
    most: () => most,
    start: async ({ signal }) => {
      signal?.throwIfAborted();
      running++;
      most = Math.max(most, running);
      let end: (exit: { code: number; signal: null }) => void = () => undefined;
      const exited = new Promise<{ code: number; signal: null }>((resolve) => (end = resolve));
      let alive = true;
      let count = 0;
      const kernel: Kernel = {
        info: { implementation: awaitWork === undefined ? "fake" : "lossbook" },
        processId: 1,
        get alive() {
          return alive;
        },
        exited,
        async execute(source, options = {}) {
          executed.push(source);
          if (options.compiled !== undefined) cameCompiled.push(options.compiled.source);
          const send: Send = (type, content, late = false) =>
            options.onMessage?.({ type, content, metadata: {}, late });
          const result = await behave(source, send, options);
          if (result.status === "dead") {
            alive = false;
            end({ code: exitCode, signal: null });
          }
          return { status: "ok", executionCount: ++count, ...result };
        },
        request: async (type, { milliseconds }) => {
          requested.push(type);
          if (type !== "lossbook_work_request" || awaitWork === undefined) return {};
          return { status: "ok", left: await awaitWork(Number(milliseconds)) };
        },
        interrupt: async () => Promise.resolve(),
        shutdown: async () => {
          running--;
          end({ code: 0, signal: null });
          return Promise.resolve();
        },
      };
      return kernel;
    },
  };
}
