import { checkNumber } from "../numeric/checks.js";
import { alphaTerm } from "../numeric/alphaTerm.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

import { DomainError } from "../numeric/domainError.js";
import { logSumExp } from "../numeric/logSumExp.js";
import { mapPairs } from "../numeric/mapPairs.js";
import { klDivergence } from "./klDivergence.js";

/**
 * Rényi divergence of order α: Kullback–Leibler at α → 1, twice Bhattacharyya's at ½, the worst ratio at ∞.
 *
 *     D_α(p‖q) = ln(Σₖ pₖ^α qₖ^{1−α}) / (α − 1)
 *     D_0 = −ln q(p > 0),   D_1 = KL(p‖q),   D_∞ = ln max pₖ/qₖ
 *
 * Shapes  p, q [K] → scalar.
 * Units   nats. +Infinity where α ≥ 1, pₖ > 0 and qₖ = 0, or where p and q share no outcome.
 * Errors  DomainError if α is negative or NaN, lengths differ, or p or q does not sum to 1 within 1e-9.
 * Source  Rényi, "On Measures of Entropy and Information" (1961); van Erven & Harremoës (2014), IEEE Trans. Inf. Theory 60.
 */
export function renyiDivergence(p: Vector, q: Vector, alpha: number): number {
  checkPair(p, q);
  checkNumber("alpha", alpha);
  if (!(alpha >= 0)) throw new DomainError(`alpha must be at least 0, got ${alpha}`);
  if (alpha === 1) return klDivergence(p, q);
  const shared = mapPairs(p, q, (pk, qk) => ({ logP: Math.log(pk), logQ: Math.log(qk) })).filter(
    ({ logP }) => logP > -Infinity,
  );
  const ratios = shared.map(({ logP, logQ }) => logP - logQ);
  if (alpha === Infinity) return Math.max(...ratios);
  if (alpha > 1 && ratios.includes(Infinity)) return Infinity;
  // (α−1) D = ln(1 + t), t = α(α−1)·(the α-divergence), whose terms are all ≥ 0: no digit is lost at p ≈ q or α ≈ 1.
  const t =
    (alpha - 1) * alpha * compensatedSum(mapPairs(p, q, (pk, qk) => alphaTerm(pk, qk, alpha)));
  if (alpha > 0 && t > -0.5 && t < Infinity) return Math.log1p(t) / (alpha - 1);
  const logs = shared.map(({ logP, logQ }) => logP + (alpha - 1) * (logP - logQ));
  return Math.max(0, logSumExp(logs) / (alpha - 1));
}
