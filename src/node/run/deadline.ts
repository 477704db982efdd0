import { interruption, RunStop } from "./runStop.js";

/** A timer takes at most 2³¹ − 1 ms; that is no limit in practice. */
export const longestTimer = 2 ** 31 - 1;

/** How long one run may go on: until its own limit, or until its caller aborts. */
export class Deadline {
  /** Aborts when the limit is reached or the caller aborts, whichever comes first. */
  readonly signal: AbortSignal;
  /** Aborts when the caller does. */
  readonly caller: AbortSignal;
  readonly #at: number;
  /** Held here: a timeout's signal that nobody holds may be collected before it fires. */
  readonly #limit: AbortSignal | undefined;

  /** `limit`: milliseconds from now; Infinity for none. */
  constructor(limit: number, caller: AbortSignal = new AbortController().signal) {
    this.#at = performance.now() + limit;
    this.caller = caller;
    if (Number.isFinite(limit)) this.#limit = AbortSignal.timeout(Math.min(limit, longestTimer));
    this.signal = this.#limit === undefined ? caller : AbortSignal.any([caller, this.#limit]);
  }

  /** Milliseconds that are left; below 0 once it has passed. */
  get remaining(): number {
    return this.#at - performance.now();
  }

  /** Errors  RunStop when the caller has aborted. */
  throwIfInterrupted(): void {
    if (this.caller.aborted) throw interruption(this.caller);
  }

  /** Errors  RunStop when the caller has aborted, or the limit is reached before the kernel is ready. */
  throwIfOver(): void {
    this.throwIfInterrupted();
    if (this.#limit?.aborted !== true) return;
    const message = "reached the whole run's limit before the kernel was ready";
    throw new RunStop("timeout", { message });
  }
}

/** What `work` resolves with, or `"aborted"` where `signal` aborts before. */
export async function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
): Promise<Result | "aborted"> {
  if (signal.aborted) return "aborted";
  const done = new AbortController();
  const aborted = new Promise<"aborted">((resolve) => {
    signal.addEventListener("abort", () => resolve("aborted"), {
      once: true,
      signal: done.signal,
    });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}
