import { checkProbabilities } from "../numeric/checks.js";
import { DomainError } from "../numeric/domainError.js";
import type { Vector } from "../numeric/vector.js";

/** A prefix code: no word begins another. */
export interface ShannonCode {
  readonly lengths: readonly number[];
  readonly words: readonly string[];
}

/** The least l with 2^{−l} ≤ p; the logarithm only guesses, powers of two decide. */
function lengthOf(p: number): number {
  let length = Math.max(0, Math.ceil(-Math.log2(p)));
  while (2 ** -length > p) length++;
  while (length > 0 && 2 ** -(length - 1) <= p) length--;
  return length;
}

/**
 * Shannon's code: an outcome of probability p gets a word of ⌈−log₂ p⌉ bits, so that the mean length is
 * less than one bit above the entropy.
 *
 * The words are the canonical ones: in ascending length, each the successor of the one before.
 * Shapes  p [K] → lengths [K], words [K].
 * Units   bits.
 * Errors  DomainError if p does not sum to 1 within 1e-9, an outcome has probability 0 or one so small that its word passes 1000 bits.
 * Source  Shannon (1948), §9; Cover & Thomas (2006), §5.4.
 */
export function shannonCode(p: Vector): ShannonCode {
  checkProbabilities("p", p);
  const lengths = Array.from(p, (pk, k) => {
    if (pk < 2 ** -1000) {
      throw new DomainError(
        `p[${k}] must be positive (at least 2^-1000) to have a word, got ${pk}`,
      );
    }
    return lengthOf(pk);
  });
  const order = lengths.map((_, k) => k).sort((i, j) => lengths[i]! - lengths[j]! || i - j);
  const words = new Array<string>(lengths.length).fill("");
  let next = 0n;
  let length = 0;
  for (const k of order) {
    next <<= BigInt(lengths[k]! - length);
    length = lengths[k]!;
    words[k] = length === 0 ? "" : next.toString(2).padStart(length, "0");
    next += 1n;
  }
  return { lengths, words };
}
