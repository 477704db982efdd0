/**
 * A reader's expression that asks for more than it may: sums of 1e9 terms, derivatives of derivatives that fill pages.
 * The message is a sentence.
 */
export class EffortError extends Error {
  override readonly name = "EffortError";
}

/** How many terms may be computed in all; unlimited for what an author writes. */
export class TermBudget {
  readonly #limit: number;
  #left: number;

  constructor(limit = Infinity) {
    this.#limit = limit;
    this.#left = limit;
  }

  /** Counts a term, or so many at once. */
  spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0) {
      throw new EffortError(
        `This adds up more than ${this.#limit.toLocaleString("en")} terms to get a value, and was stopped. Is a sum longer than it should be?`,
      );
    }
  }
}

/** More nodes than any line that was ever written out. */
const MOST_NODES = 100_000;

/** Counts the parts of a tree that is being written out, and stops one that grows without measure. */
export function nodeCounter(): () => void {
  let nodes = 0;
  return () => {
    if (++nodes > MOST_NODES) {
      throw new EffortError(
        `Written out, this has more than ${MOST_NODES.toLocaleString("en")} parts, and was stopped. Are derivatives or abbreviations nested too deeply?`,
      );
    }
  };
}
