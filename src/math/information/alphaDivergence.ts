import { alphaTerm } from "../numeric/alphaTerm.js";
import { checkFinite } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";
import { klDivergence } from "./klDivergence.js";

/**
 * Amari's α-divergence in Minka's convention: KL(q‖p) at 0, KL(p‖q) at 1, four times squared Hellinger at ½.
 *
 *     D(p‖q) = Σₖ [pₖ^α qₖ^{1−α} − α pₖ − (1 − α) qₖ] / (α(α − 1))
 *
 * Shapes  p, q [K] → scalar.
 * Units   nats at 0 and 1. +Infinity where pₖ > 0 and qₖ = 0 (α ≥ 1), or the reverse (α ≤ 0).
 * Errors  DomainError if α is not finite, lengths differ, or p or q does not sum to 1 within 1e-9.
 * Source  Amari (1985); Minka, "Divergence Measures and Message Passing" (2005), eq. 8.
 */
export function alphaDivergence(p: Vector, q: Vector, alpha: number): number {
  checkPair(p, q);
  checkFinite("alpha", alpha);
  if (alpha === 0) return klDivergence(q, p);
  if (alpha === 1) return klDivergence(p, q);
  return compensatedSum(mapPairs(p, q, (pk, qk) => alphaTerm(pk, qk, alpha)));
}
