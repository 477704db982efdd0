import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

/**
 * Pearson's χ² divergence: squared differences in units of the model's expectation.
 *
 *     χ²(p‖q) = Σₖ (pₖ − qₖ)²/qₖ
 *
 * Shapes  p, q [K] → scalar.
 * Units   none. +Infinity where pₖ > 0 and qₖ = 0.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Pearson (1900), Philos. Mag. 50; Liese & Vajda (2006), IEEE Trans. Inf. Theory 52.
 */
export function pearsonChiSquared(p: Vector, q: Vector): number {
  checkPair(p, q);
  const term = (pk: number, qk: number): number =>
    pk === qk ? 0 : qk === 0 ? Infinity : (pk - qk) ** 2 / Math.abs(qk);
  const terms = mapPairs(p, q, term);
  return compensatedSum(terms);
}
