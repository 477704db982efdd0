import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

import { checkPositive } from "../numeric/checks.js";
import { relEntr } from "../numeric/relEntr.js";

/**
 * Tsallis divergence of order a: Kullback–Leibler at a → 1, with logarithms bent into powers elsewhere.
 *
 *     T_a(p‖q) = (Σₖ pₖ^a qₖ^{1−a} − 1) / (a − 1)
 *
 * Shapes  p, q [K] → scalar.
 * Units   nats at a = 1. +Infinity where a ≥ 1, pₖ > 0 and qₖ = 0.
 * Errors  DomainError if a is not positive, lengths differ, or p or q does not sum to 1 within 1e-9.
 * Source  Tsallis, "Generalized Entropy-Based Criterion for Consistent Testing" (1998), Phys. Rev. E 58.
 */
export function tsallisDivergence(p: Vector, q: Vector, order: number): number {
  checkPair(p, q);
  checkPositive("order", order);
  const terms = Array.from(p, (pk, k) => {
    if (pk === 0) return 0;
    if (order === 1) return relEntr(pk, q[k]);
    // p·((p/q)^{a−1} − 1), which sums to the formula's numerator because Σp is 1.
    return (pk * Math.expm1((order - 1) * (Math.log(pk) - Math.log(q[k])))) / (order - 1);
  });
  return Math.max(0, compensatedSum(terms));
}
