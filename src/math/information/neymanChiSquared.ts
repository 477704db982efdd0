import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

import { pearsonChiSquared } from "./pearsonChiSquared.js";

/**
 * Neyman's χ² divergence: squared differences in units of the truth, Pearson's the other way round.
 *
 *     χ²_N(p‖q) = Σₖ (pₖ − qₖ)²/pₖ
 *
 * Shapes  p, q [K] → scalar.
 * Units   none. +Infinity where qₖ > 0 and pₖ = 0.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Neyman (1949), Proc. Berkeley Symp. Math. Stat. Prob. 1; Liese & Vajda (2006).
 */
export function neymanChiSquared(p: Vector, q: Vector): number {
  checkPair(p, q);
  return pearsonChiSquared(q, p);
}
