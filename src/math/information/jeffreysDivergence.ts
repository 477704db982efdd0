import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import { relEntr } from "../numeric/relEntr.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

/**
 * Jeffreys divergence: KL in both directions, added.
 *
 *     J(p, q) = KL(p‖q) + KL(q‖p) = Σₖ (pₖ − qₖ) ln(pₖ/qₖ)
 *
 * Shapes  p, q [K] → scalar.
 * Units   nats. +Infinity where one is 0 and the other is not.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Jeffreys (1946), Proc. R. Soc. A 186.
 */
export function jeffreysDivergence(p: Vector, q: Vector): number {
  checkPair(p, q);
  const terms = mapPairs(p, q, (pk, qk) => relEntr(pk, qk) + relEntr(qk, pk));
  return Math.max(0, compensatedSum(terms));
}
