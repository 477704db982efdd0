import { relEntr } from "../../numeric/relEntr.js";
import { divergenceLoss } from "../divergenceLoss.js";

/**
 * Jeffreys divergence: KL in both directions, added.
 *
 *     L(q, t) = KL(t‖q) + KL(q‖t) = Σₖ (tₖ − qₖ) ln(tₖ/qₖ)
 *     ∂L/∂qₖ  = 1 − tₖ/qₖ + ln(qₖ/tₖ)
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   nats. +Infinity where one is 0 and the other is not; a class that both give 0 adds nothing.
 * Errors  DomainError if lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Jeffreys, "An Invariant Form for the Prior Probability in Estimation Problems" (1946), Proc. R. Soc. A 186.
 */
export const jeffreysLoss = divergenceLoss({
  name: "jeffreysLoss",
  source:
    'Jeffreys, "An Invariant Form for the Prior Probability in Estimation Problems" (1946), Proc. R. Soc. A 186.',
  term: (t, q) => relEntr(t, q) + relEntr(q, t),
  slope(t, q) {
    if (t === 0) return q === 0 ? 0 : Infinity;
    return q === 0 ? -Infinity : 1 - t / q + Math.log(q / t);
  },
});
