import {
  checkInterval,
  checkNotEmpty,
  checkSameLength,
  checkWeights,
} from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { mapPairs } from "../../numeric/mapPairs.js";
import type { Vector } from "../../numeric/vector.js";
import { xLogY } from "../../numeric/xLogY.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

function check(logProbabilities: Vector, target: Vector): void {
  checkSameLength("logProbabilities", logProbabilities, "target", target);
  checkNotEmpty("logProbabilities", logProbabilities);
  for (let k = 0; k < logProbabilities.length; k++) {
    checkInterval(`logProbabilities[${k}]`, logProbabilities[k]!, -Infinity, 0);
  }
  checkWeights("target", target);
}

/**
 * Kullback–Leibler divergence of the model q from the target t, the model given as logarithms ℓ = ln q.
 *
 *     L(ℓ, t) = KL(t‖q) = Σₖ tₖ (ln tₖ − ℓₖ)
 *     ∂L/∂ℓₖ  = −tₖ
 *
 * The mean of PyTorch's kl_div is over elements; its "batchmean" is the mean of this over examples.
 * Shapes  logProbabilities [K], target [K] → value scalar, gradient [K].
 * Units   nats. +Infinity where tₖ > 0 and ℓₖ = −Infinity; a term with tₖ = 0 is 0.
 * Errors  DomainError if lengths differ, a log-probability is NaN or above 0, or target is negative or NaN.
 * Source  Kullback & Leibler (1951), Ann. Math. Statist. 22; PyTorch documentation, KLDivLoss.
 */
export const klDivergenceLoss: Loss<Vector, Vector> = {
  name: "klDivergenceLoss",
  task: "distribution",
  domain: { prediction: domains.logProbabilities, target: domains.amounts },
  raw: "logSoftmax",
  derivation: "03-kl-divergence.ipynb#cross-entropy-minus-entropy",
  source: "Kullback & Leibler (1951), Ann. Math. Statist. 22; PyTorch documentation, KLDivLoss.",
  value(logProbabilities, target) {
    check(logProbabilities, target);
    return compensatedSum(
      mapPairs(target, logProbabilities, (t, log) => (t === 0 ? 0 : xLogY(t, t) - t * log)),
    );
  },
  gradient(logProbabilities, target) {
    check(logProbabilities, target);
    return Array.from(target, (t) => 0 - t);
  },
};
