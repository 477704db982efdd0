import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import { relEntr } from "../numeric/relEntr.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

/**
 * Kullback–Leibler divergence of the model q from the truth p: the nats lost by believing q.
 *
 *     KL(p‖q) = Σₖ pₖ ln(pₖ / qₖ) ≥ 0,   0 only for p = q
 *
 * It is not symmetric: KL(p‖q) makes q cover p, KL(q‖p) makes q seek a mode.
 * Shapes  p, q [K] → scalar.
 * Units   nats. +Infinity where pₖ > 0 and qₖ = 0.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Kullback & Leibler, "On Information and Sufficiency" (1951); Cover & Thomas (2006), eq. 2.26.
 */
export function klDivergence(p: Vector, q: Vector): number {
  checkPair(p, q);
  // Gibbs: never negative; the sum of rounded terms may be, by an ulp.
  return Math.max(0, compensatedSum(mapPairs(p, q, relEntr)));
}
