import { checkProbabilities, checkSameLength, checkWeights } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { mapPairs } from "../../numeric/mapPairs.js";
import type { Vector } from "../../numeric/vector.js";
import { xLogY } from "../../numeric/xLogY.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Cross-entropy of a target distribution t against the probabilities p themselves, unclamped.
 *
 *     L(p, t) = −Σₖ tₖ ln pₖ
 *     ∂L/∂pₖ  = −tₖ / pₖ             (each pₖ on its own; stay on the simplex by projecting)
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   nats. +Infinity when tₖ > 0 where pₖ = 0; a term with tₖ = 0 is 0.
 * Errors  DomainError if lengths differ, probabilities do not sum to 1 within 1e-9, or target is negative or NaN.
 * Source  Bishop, PRML (2006), §4.3.4, eq. 4.108.
 */
export const categoricalCrossEntropy: Loss<Vector, Vector> = {
  name: "categoricalCrossEntropy",
  task: "classification",
  domain: { prediction: domains.probabilities, target: domains.amounts },
  raw: "softmax",
  derivation: "07-categorical.ipynb#from-likelihood-to-loss",
  source: "Bishop, PRML (2006), §4.3.4, eq. 4.108.",
  value(probabilities, target) {
    checkSameLength("probabilities", probabilities, "target", target);
    checkProbabilities("probabilities", probabilities);
    checkWeights("target", target);
    return 0 - compensatedSum(mapPairs(target, probabilities, xLogY));
  },
  gradient(probabilities, target) {
    checkSameLength("probabilities", probabilities, "target", target);
    checkProbabilities("probabilities", probabilities);
    checkWeights("target", target);
    return mapPairs(target, probabilities, (t, p) => (t === 0 ? 0 : -t / p));
  },
};
