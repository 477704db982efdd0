import { logShareOfMean } from "../../numeric/logShareOfMean.js";
import { divergenceLoss } from "../divergenceLoss.js";

/**
 * Jensen–Shannon divergence: how far the two are, on average, from their mixture m = ½(t + q).
 *
 *     L(q, t) = ½KL(t‖m) + ½KL(q‖m),   between 0 and ln 2
 *     ∂L/∂qₖ  = ½ ln(qₖ/mₖ)
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   nats. Finite for every pair; its slope is −Infinity where q is 0 and t is not.
 * Errors  DomainError if lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Lin, "Divergence Measures Based on the Shannon Entropy" (1991), IEEE Trans. Inf. Theory 37.
 */
export const jensenShannonLoss = divergenceLoss({
  name: "jensenShannonLoss",
  source:
    'Lin, "Divergence Measures Based on the Shannon Entropy" (1991), IEEE Trans. Inf. Theory 37.',
  term: (t, q) =>
    0.5 * ((t === 0 ? 0 : t * logShareOfMean(t, q)) + (q === 0 ? 0 : q * logShareOfMean(q, t))),
  slope(t, q) {
    if (q === 0) return t === 0 ? 0 : -Infinity;
    return 0.5 * logShareOfMean(q, t);
  },
});
