import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { packageRoot } from "../course/packageRoot.js";
import type { RenderAnswer, RenderLimits, RenderRequest, SourceCell } from "./renderRequest.js";
import { timeLimit } from "./renderTime.js";

/** A rendered notebook, or the cell that was too much, from 0 (-1: no single one), and what it did. */
export type Outcome =
  { readonly answer: RenderAnswer } | { readonly at: number; readonly reason: string };

/** Renders in another thread, which works `most` milliseconds and a little more at the utmost. */
export function renderInThread(
  request: Pick<RenderRequest, "json" | "report" | "links">,
  skipped: readonly SourceCell[],
  limits: RenderLimits,
  most: number,
): Promise<Outcome> {
  const place = new SharedArrayBuffer(4);
  const current = new Int32Array(place);
  current[0] = -1;
  const worker = takeThread(limits.memory);
  return new Promise((resolve) => {
    const stop = (outcome: Outcome): void => {
      clearInterval(watch);
      removeListeners(worker);
      if ("answer" in outcome) keepForNextNotebook(worker, limits.memory);
      else void worker.terminate();
      resolve(outcome);
    };
    const tooMuch = (reason: string): void => stop({ at: Atomics.load(current, 0), reason });
    const tooLong = timeLimit(limits, most);
    const before = restOf(worker);
    const watch = setInterval(() => {
      const outcome = tooLong(Atomics.load(current, 0), restOf(worker) - before);
      if (outcome !== undefined) stop(outcome);
    }, 50);
    worker.once("message", (answer: RenderAnswer) => stop({ answer }));
    worker.once("error", (error: NodeJS.ErrnoException) =>
      tooMuch(
        error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? `took more than ${limits.memory} MB of memory`
          : `could not be read (${error.message.split("\n", 1)[0] ?? ""})`,
      ),
    );
    worker.once("exit", () => tooMuch("ended its thread"));
    const whole: RenderRequest = { ...request, skipped, limits, place };
    worker.postMessage(whole);
  });
}

/** Milliseconds in which the thread has had nothing to do since it began. */
const restOf = (worker: Worker): number => worker.performance.eventLoopUtilization().idle;

/** A thread that has rendered well waits for the next notebook: most of a thread's time is its beginning. */
let idleThread: { readonly worker: Worker; readonly memory: number } | undefined;

function takeThread(memory: number): Worker {
  const idle = idleThread;
  idleThread = undefined;
  if (idle?.memory === memory) {
    idle.worker.ref();
    return idle.worker;
  }
  void idle?.worker.terminate();
  const path = join(packageRoot(), "dist", "esm", "node", "publish", "renderWorker.js");
  return new Worker(path, {
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 32 },
    // What Node itself prints there, as of a thread that ran out of memory, is for no terminal.
    stdout: true,
    stderr: true,
  });
}

/** By name: removing all listeners takes Node's own with them, and the thread is never heard again. */
function removeListeners(worker: Worker): void {
  for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
}

function keepForNextNotebook(worker: Worker, memory: number): void {
  if (idleThread !== undefined) return void worker.terminate();
  idleThread = { worker, memory };
  const clearWaiting = (): void => {
    if (idleThread?.worker === worker) idleThread = undefined;
  };
  worker.once("error", clearWaiting);
  worker.once("exit", clearWaiting);
  // It keeps no command from ending.
  worker.unref();
}
