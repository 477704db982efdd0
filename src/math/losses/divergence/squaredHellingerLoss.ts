import { checkProbabilities, checkSameLength } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { rootGap } from "../../numeric/rootGap.js";
import type { Vector } from "../../numeric/vector.js";
import type { Loss } from "../loss.js";

function check(probabilities: Vector, target: Vector): void {
  checkSameLength("probabilities", probabilities, "target", target);
  checkProbabilities("probabilities", probabilities);
  checkProbabilities("target", target);
}

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
export const squaredHellingerLoss: Loss<Vector, Vector> = {
  name: "squaredHellingerLoss",
  value(probabilities, target) {
    check(probabilities, target);
    const terms = Array.from(probabilities, (q, k) => {
      const t = target[k];
      return 0.5 * rootGap(t, q) ** 2;
    });
    return compensatedSum(terms);
  },
  gradient(probabilities, target) {
    check(probabilities, target);
    return Array.from(probabilities, (q, k) => {
      const t = target[k];
      if (q === 0) return t === 0 ? 0 : -Infinity;
      return (0.5 * (q - t)) / (q + Math.sqrt(q) * Math.sqrt(t));
    });
  },
};
