import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";
import { xLogY } from "../numeric/xLogY.js";
import { checkPair } from "./checkPair.js";

/**
 * Cross-entropy of the model q under the truth p: the mean surprisal of who believes q where p holds.
 *
 *     H(p, q) = −Σₖ pₖ ln qₖ = H(p) + KL(p‖q)
 *
 * Shapes  p, q [K] → scalar.
 * Units   nats. +Infinity where pₖ > 0 and qₖ = 0; a term with pₖ = 0 is 0, whatever qₖ.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Cover & Thomas, Elements of Information Theory (2006), §5.4; Murphy, PML (2022), eq. 6.8.
 */
export function crossEntropy(p: Vector, q: Vector): number {
  checkPair(p, q);
  return 0 - compensatedSum(mapPairs(p, q, xLogY));
}
