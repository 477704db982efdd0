import { wholeMilliseconds } from "../kernel/waiting.js";
import { interruption, RunStop } from "./runStop.js";

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
    if (Number.isFinite(limit)) this.#limit = AbortSignal.timeout(wholeMilliseconds(limit));
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
