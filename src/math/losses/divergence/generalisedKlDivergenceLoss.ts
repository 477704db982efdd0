import { alphaTerm } from "../../numeric/alphaTerm.js";
import { checkSameLength, checkWeights } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { mapPairs } from "../../numeric/mapPairs.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

function check(prediction: Vector, target: Vector): void {
  checkSameLength("prediction", prediction, "target", target);
  checkWeights("prediction", prediction);
  checkWeights("target", target);
}

/**
 * Generalised Kullback–Leibler divergence of non-negative vectors of any sum, the Bregman divergence of x ln x.
 *
 *     L(q, t) = Σₖ [tₖ ln(tₖ/qₖ) − tₖ + qₖ]
 *     ∂L/∂qₖ  = 1 − tₖ/qₖ
 *
 * Shapes  prediction [K], target [K] → value scalar, gradient [K].
 * Units   nats. +Infinity where tₖ > 0 and qₖ = 0.
 * Errors  DomainError if lengths differ, or a number is negative or not finite.
 * Source  Csiszár, "Why Least Squares and Maximum Entropy?" (1991), Ann. Statist. 19; the term is scipy.special.kl_div.
 */
export const generalisedKlDivergenceLoss: Loss<Vector, Vector> = {
  name: "generalisedKlDivergenceLoss",
  task: "distribution",
  domain: { prediction: domains.amounts, target: domains.amounts },
  raw: "exp",
  source:
    'Csiszár, "Why Least Squares and Maximum Entropy?" (1991), Ann. Statist. 19; the term is scipy.special.kl_div.',
  value(prediction, target) {
    check(prediction, target);
    return compensatedSum(mapPairs(target, prediction, (t, p) => alphaTerm(t, p, 1)));
  },
  gradient(prediction, target) {
    check(prediction, target);
    return mapPairs(target, prediction, (t, p) => (t === 0 ? 1 : 1 - t / p));
  },
};
