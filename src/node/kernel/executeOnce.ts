import { deadResult, resultOf } from "./executeResult.js";
import type { ExecuteOptions, ExecuteResult, IopubMessage, KernelExit } from "./kernel.js";
import type { JsonObject } from "./message.js";
import type { PendingRequest } from "./pendingRequest.js";
import { aborted, delay } from "./waiting.js";

/** Milliseconds that a cell has to stop in, and between two interrupts. */
const limits = { grace: 2_000, interruptAgain: 500 };

/** What the execution of a cell needs of its kernel. */
export interface ExecutingKernel {
  readonly alive: boolean;
  readonly exited: Promise<KernelExit>;
  /** How its process ended, in words. */
  readonly ending: string;
  sendExecute(
    content: JsonObject,
    onMessage: ((message: IopubMessage) => void) | undefined,
  ): PendingRequest;
  interrupt(): Promise<void>;
  kill(): Promise<void>;
  /** Until a dead kernel's last messages have been read. */
  drained(): Promise<void>;
}

/**
 * Sends a cell and waits for its end, at most `timeout` milliseconds: then, or when the caller gives up, it is
 * interrupted, and its kernel killed where that does not help.
 */
export async function executeOnce(
  kernel: ExecutingKernel,
  code: string,
  options: ExecuteOptions,
  timeout: number | undefined,
): Promise<ExecuteResult> {
  if (!kernel.alive) return deadResult(kernel.ending);
  if (options.signal?.aborted === true) return { status: "interrupted", executionCount: null };
  const request = kernel.sendExecute(
    {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
      ...(options.compiled === undefined ? {} : { lossbook_compiled: options.compiled }),
    },
    options.onMessage,
  );
  const stop = new AbortController();
  const ended = Promise.race([
    request.done.then(() => "done" as const),
    kernel.exited.then(() => "dead" as const),
    request.idleLost(stop.signal),
  ]);
  let outcome: "done" | "dead" | "idle lost" | "timeout" | "interrupted" = await Promise.race([
    ended,
    ...(timeout === undefined ? [] : [delay(timeout, stop.signal).then(() => "timeout" as const)]),
    aborted(options.signal, stop.signal).then(() => "interrupted" as const),
  ]);
  let notice: string | undefined;
  if (outcome === "timeout" || outcome === "interrupted") {
    const grace = options.grace ?? limits.grace;
    await kernel.interrupt();
    // While the cell's types are still checked, a signal is lost: its loop begins after it. So ask again.
    const again = setInterval(() => void kernel.interrupt(), limits.interruptAgain);
    const stopped = await Promise.race([
      ended.then(() => true),
      delay(grace, stop.signal).then(() => false),
    ]);
    clearInterval(again);
    if (!stopped) {
      await kernel.kill();
      notice = `the cell did not stop within ${grace / 1000} s of an interrupt; the kernel was killed`;
    }
  }
  stop.abort();
  if (outcome === "dead" || !kernel.alive) await kernel.drained();
  request.closed = true;
  // A reply that came before the process ended is still the cell's result.
  if (outcome === "dead" && request.reply !== undefined) outcome = "idle lost";
  if (outcome === "dead") return deadResult(kernel.ending);
  if (outcome === "idle lost") {
    notice = "the kernel never said that the cell's output was complete: some of it may be lost";
  }
  return resultOf(request, outcome, notice);
}
