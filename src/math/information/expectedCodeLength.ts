import {
  checkNonNegative,
  checkNumber,
  checkProbabilities,
  checkSameLength,
} from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";

/**
 * The mean number of bits of a message when outcomes follow p and words have these lengths.
 *
 *     L = Σₖ pₖ lₖ
 *
 * With the ideal lengths lₖ = −log₂ qₖ of a model q it is the cross-entropy H(p, q) in bits: the wrong code's price.
 * Shapes  p [K], lengths [K] → scalar.
 * Units   bits, as the lengths.
 * Errors  DomainError if lengths differ in number, one is negative, or p does not sum to 1 within 1e-9.
 * Source  Cover & Thomas (2006), §5.3 and theorem 5.4.3.
 */
export function expectedCodeLength(p: Vector, lengths: Vector): number {
  checkSameLength("p", p, "lengths", lengths);
  checkProbabilities("p", p);
  // An outcome that never comes may have an endless word.
  const terms = mapPairs(p, lengths, (pk, length, k) => {
    checkNumber(`lengths[${k}]`, length);
    if (pk === 0) return 0;
    if (length !== Infinity) checkNonNegative(`lengths[${k}]`, length);
    return pk * length;
  });
  return compensatedSum(terms);
}
