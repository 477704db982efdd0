import { divergenceLoss } from "../divergenceLoss.js";

/**
 * Pearson's χ²: squared differences in units of the model's expectation.
 *
 *     L(q, t) = Σₖ (tₖ − qₖ)²/qₖ
 *     ∂L/∂qₖ  = 1 − (tₖ/qₖ)²
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   none. +Infinity where q is 0 and t is not.
 * Errors  DomainError if lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Pearson (1900), Philos. Mag. 50; Liese & Vajda (2006), IEEE Trans. Inf. Theory 52, table 1.
 */
export const pearsonChiSquaredLoss = divergenceLoss({
  name: "pearsonChiSquaredLoss",
  source:
    "Pearson (1900), Philos. Mag. 50; Liese & Vajda (2006), IEEE Trans. Inf. Theory 52, table 1.",
  term: (t, q) => (t === q ? 0 : (t - q) * ((t - q) / q)),
  slope(t, q) {
    if (q === 0) return t === 0 ? 0 : -Infinity;
    return ((q - t) / q) * ((q + t) / q);
  },
});
