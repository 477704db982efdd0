import { checkFinite } from "../numeric/checks.js";
import { DomainError } from "../numeric/domainError.js";
import type { Vector } from "../numeric/vector.js";
import { halfSquaredError } from "../losses/halfSquaredError.js";
import type { Loss } from "../losses/loss.js";

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

function checkOutput(prediction: Vector, target: number): readonly [number, number] {
  if (prediction.length !== 2) {
    throw new DomainError(
      `prediction must hold the mean and the log-variance, got ${prediction.length} numbers`,
    );
  }
  checkFinite("prediction[0]", prediction[0]);
  checkFinite("prediction[1]", prediction[1]);
  checkFinite("target", target);
  return [prediction[0], prediction[1]];
}

/**
 * −ln p(y) of a normal on the raw output (μ, s) with s = ln σ².
 *
 *     L = ½(s + (y−μ)²e^{−s}) + ½ ln 2π
 *     ∂L/∂μ = −(y−μ)e^{−s},   ∂L/∂s = ½(1 − (y−μ)²e^{−s})
 *
 * Shapes  prediction [2], target scalar → value scalar, gradient [2].
 * Errors  DomainError if the prediction does not hold two finite numbers or the target is not finite.
 * Source  Nix & Weigend, "Estimating the mean and variance of the target probability distribution" (1994).
 */
export const normalLoss: Loss<Vector, number> = {
  name: "normalLoss",
  value(prediction, target) {
    const [mean, logVariance] = checkOutput(prediction, target);
    const standard = (target - mean) * Math.exp(-0.5 * logVariance);
    return 0.5 * (logVariance + standard * standard) + HALF_LOG_TWO_PI;
  },
  gradient(prediction, target) {
    const [mean, logVariance] = checkOutput(prediction, target);
    const root = Math.exp(-0.5 * logVariance);
    const standard = (target - mean) * root;
    return [-standard * root, 0.5 * (1 - standard * standard)];
  },
};

/** −ln p(y) of a normal with σ = 1 on the raw output μ: `halfSquaredError` and the constant ½ ln 2π. */
export const normalLossWithUnitVariance: Loss<number, number> = {
  name: "normalLossWithUnitVariance",
  value: (prediction, target) => halfSquaredError.value(prediction, target) + HALF_LOG_TWO_PI,
  gradient: (prediction, target) => halfSquaredError.gradient(prediction, target),
};
