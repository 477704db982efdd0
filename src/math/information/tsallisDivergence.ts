import { alphaTerm } from "../numeric/alphaTerm.js";
import { checkPositive } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

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
  // Σp = Σq = 1, so that it is a times the α-divergence, whose terms are all ≥ 0.
  return order * compensatedSum(mapPairs(p, q, (pk, qk) => alphaTerm(pk, qk, order)));
}
