import type { Clock } from "./textBuffer.js";

/** Where no rejection is told at all, a cell does not wait longer than this. */
const longest = 50;

/**
 * Rejections that nobody waits for are told in the order in which they happened, some time after the microtasks. Whoever
 * rejects one last knows, when it is told, that all before it were.
 */
export class RejectionsReported {
  readonly #clock: Clock;
  #last: Error | undefined;
  #resolve: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when every rejection up to here was told. */
  async wait(): Promise<void> {
    const last = (this.#last = new Error("the last rejection of a cell"));
    const reported = new Promise<void>((resolve) => {
      this.#resolve = resolve;
      this.#clock.later(resolve, longest);
    });
    const reject = async (): Promise<never> => {
      throw last;
    };
    void reject();
    await reported;
  }

  /** Whether this is the rejection that is waited for, and no cell's. */
  isSentinel(reason: unknown): boolean {
    if (reason !== this.#last) return false;
    this.#resolve?.();
    return true;
  }
}
