import { checkInterval, checkLabel, checkNotEmpty } from "../../numeric/checks.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

function checkLogProbabilities(logProbabilities: Vector): void {
  checkNotEmpty("logProbabilities", logProbabilities);
  for (let k = 0; k < logProbabilities.length; k++) {
    checkInterval(`logProbabilities[${k}]`, logProbabilities[k]!, -Infinity, 0);
  }
}

/**
 * The surprisal of the label y, read from log-probabilities ℓ = ln p.
 *
 *     L(ℓ, y) = −ℓ_y
 *     ∂L/∂ℓₖ  = −1 for k = y, 0 otherwise
 *
 * Shapes  logProbabilities [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats. +Infinity when ℓ_y = −Infinity.
 * Errors  DomainError if the label is no class index, or a log-probability is NaN or above 0.
 * Source  PyTorch documentation, NLLLoss; Bishop, PRML (2006), eq. 4.108.
 */
export const negativeLogLikelihood: Loss<Vector, number> = {
  name: "negativeLogLikelihood",
  task: "classification",
  domain: { prediction: domains.logProbabilities, target: domains.label },
  raw: "logSoftmax",
  source: "PyTorch documentation, NLLLoss; Bishop, PRML (2006), eq. 4.108.",
  value(logProbabilities, label) {
    checkLogProbabilities(logProbabilities);
    checkLabel("label", label, logProbabilities.length);
    return 0 - logProbabilities[label]!;
  },
  gradient(logProbabilities, label) {
    checkLogProbabilities(logProbabilities);
    checkLabel("label", label, logProbabilities.length);
    return Array.from(logProbabilities, (_, k) => (k === label ? -1 : 0));
  },
};
