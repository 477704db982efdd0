import { checkProbabilities, checkSameLength } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import type { Vector } from "../../numeric/vector.js";
import type { Loss } from "../loss.js";

function check(probabilities: Vector, target: Vector): void {
  checkSameLength("probabilities", probabilities, "target", target);
  checkProbabilities("probabilities", probabilities);
  checkProbabilities("target", target);
}

/**
 * Total variation distance: the largest difference of the probabilities of any event.
 *
 *     L(q, t) = ½ Σₖ |tₖ − qₖ|,   between 0 and 1
 *     ∂L/∂qₖ  = ½ sign(qₖ − tₖ)       (0 where they agree, a subgradient)
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   none.
 * Errors  DomainError if lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Levin, Peres & Wilmer, Markov Chains and Mixing Times (2009), prop. 4.2.
 */
export const totalVariationLoss: Loss<Vector, Vector> = {
  name: "totalVariationLoss",
  value(probabilities, target) {
    check(probabilities, target);
    const terms = Array.from(probabilities, (q, k) => {
      const t = target[k];
      return 0.5 * Math.abs(t - q);
    });
    return compensatedSum(terms);
  },
  gradient(probabilities, target) {
    check(probabilities, target);
    return Array.from(probabilities, (q, k) => {
      const t = target[k];
      return 0 + 0.5 * Math.sign(q - t);
    });
  },
};
