import { rootGap } from "../../numeric/rootGap.js";
import { divergenceLoss } from "../divergenceLoss.js";

/**
 * Squared Hellinger distance.
 *
 *     L(q, t) = ½ Σₖ (√tₖ − √qₖ)²,   between 0 and 1
 *     ∂L/∂qₖ  = ½(1 − √(tₖ/qₖ))
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   none. Its slope is −Infinity where q is 0 and t is not.
 * Errors  DomainError if lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Hellinger (1909), J. Reine Angew. Math. 136; Le Cam & Yang, Asymptotics in Statistics (2000), §3.1.
 */
export const squaredHellingerLoss = divergenceLoss({
  name: "squaredHellingerLoss",
  source:
    "Hellinger (1909), J. Reine Angew. Math. 136; Le Cam & Yang, Asymptotics in Statistics (2000), §3.1.",
  term: (t, q) => 0.5 * rootGap(t, q) ** 2,
  slope(t, q) {
    if (q === 0) return t === 0 ? 0 : -Infinity;
    return (0.5 * (q - t)) / (q + Math.sqrt(q) * Math.sqrt(t));
  },
});
