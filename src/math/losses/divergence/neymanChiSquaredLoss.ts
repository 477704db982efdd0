import { divergenceLoss } from "../divergenceLoss.js";

/**
 * Neyman's χ²: squared differences in units of the truth.
 *
 *     L(q, t) = Σₖ (tₖ − qₖ)²/tₖ
 *     ∂L/∂qₖ  = 2(qₖ − tₖ)/tₖ
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   none. +Infinity where t is 0 and q is not.
 * Errors  DomainError if lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Neyman (1949), Proc. Berkeley Symp. Math. Stat. Prob. 1; Liese & Vajda (2006), IEEE Trans. Inf. Theory 52, table 1.
 */
export const neymanChiSquaredLoss = divergenceLoss({
  name: "neymanChiSquaredLoss",
  source:
    "Neyman (1949), Proc. Berkeley Symp. Math. Stat. Prob. 1; Liese & Vajda (2006), IEEE Trans. Inf. Theory 52, table 1.",
  term: (t, q) => (t === q ? 0 : (t - q) * ((t - q) / t)),
  slope(t, q) {
    if (t === 0) return q === 0 ? 0 : Infinity;
    return (2 * (q - t)) / t;
  },
});
