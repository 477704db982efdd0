import { checkProbabilities, checkSameLength } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { logShareOfMean } from "../../numeric/logShareOfMean.js";
import type { Vector } from "../../numeric/vector.js";
import type { Loss } from "../loss.js";

function check(probabilities: Vector, target: Vector): void {
  checkSameLength("probabilities", probabilities, "target", target);
  checkProbabilities("probabilities", probabilities);
  checkProbabilities("target", target);
}

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
export const jensenShannonLoss: Loss<Vector, Vector> = {
  name: "jensenShannonLoss",
  value(probabilities, target) {
    check(probabilities, target);
    const terms = Array.from(probabilities, (q, k) => {
      const t = target[k];
      const ofTarget = t === 0 ? 0 : t * logShareOfMean(t, q);
      return 0.5 * (ofTarget + (q === 0 ? 0 : q * logShareOfMean(q, t)));
    });
    return compensatedSum(terms);
  },
  gradient(probabilities, target) {
    check(probabilities, target);
    return Array.from(probabilities, (q, k) => {
      const t = target[k];
      if (q === 0) return t === 0 ? 0 : -Infinity;
      return 0.5 * logShareOfMean(q, t);
    });
  },
};
