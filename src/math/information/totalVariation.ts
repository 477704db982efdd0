import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

/**
 * Total variation distance: the largest difference of the probabilities that p and q give to any event.
 *
 *     TV(p, q) = ½ Σₖ |pₖ − qₖ|,   between 0 and 1;  TV² ≤ ½ KL (Pinsker)
 *
 * Shapes  p, q [K] → scalar.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Levin, Peres & Wilmer, Markov Chains and Mixing Times (2009), prop. 4.2.
 */
export function totalVariation(p: Vector, q: Vector): number {
  checkPair(p, q);
  return 0.5 * compensatedSum(mapPairs(p, q, (pk, qk) => Math.abs(pk - qk)));
}
