import { checkAllFinite, checkFinite, checkOptions, checkVector } from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface GaussianLogVarianceOptions {
  /** With the constant ½ ln 2π; false by default. */
  readonly full?: boolean;
}

function checkPair(prediction: Vector): asserts prediction is readonly [number, number] {
  checkVector("prediction", prediction);
  if (prediction.length !== 2) {
    throw new DomainError(
      `prediction must be a pair [mean, ln of the variance], got length ${prediction.length}`,
    );
  }
  checkAllFinite("prediction", prediction);
}

/**
 * r/σ and the slope in the mean, −r/σ², of the residual r = y − μ. Half of e^{−s} goes on each factor: r² alone may overflow
 * where the product does not. A residual of 0 is 0 however small σ is, and one that overflows is still finite beside a large σ.
 */
export function standardise(
  mean: number,
  logVariance: number,
  target: number,
): { readonly standardised: number; readonly slope: number } {
  if (target === mean) return { standardised: 0, slope: 0 };
  const root = Math.exp(-0.5 * logVariance);
  const residual = target - mean;
  const standardised = Number.isFinite(residual) ? residual * root : target * root - mean * root;
  return { standardised, slope: 0 - standardised * root };
}

/**
 * Negative log-likelihood of a Gaussian that predicts its own spread, s = ln σ².
 *
 *     L([μ, s], y) = ½(s + (y − μ)² e^{−s})  (+ ½ ln 2π when full)
 *     ∂L/∂μ = −(y − μ) e^{−s},   ∂L/∂s = ½(1 − (y − μ)² e^{−s})
 *
 * Shapes  prediction [2], target scalar → value scalar, gradient [2].
 * Units   nats; a density, so the value may be negative.
 * Errors  DomainError if the prediction is not a pair of finite numbers or the target is not finite.
 * Source  Nix & Weigend, "Estimating the Mean and Variance of the Target Probability Distribution" (1994), eq. 1.
 */
export function gaussianNegativeLogLikelihoodWithLogVariance(
  options: GaussianLogVarianceOptions = {},
): Loss<Vector, number> {
  checkOptions("gaussianNegativeLogLikelihoodWithLogVariance", options, ["full"]);
  const { full = false } = options;
  checkBoolean("full", full);
  return {
    name: "gaussianNegativeLogLikelihoodWithLogVariance",
    task: "regression",
    domain: { prediction: domains.meanAndLogSpread, target: domains.real },
    raw: "identity",
    derivation: "08-regression.ipynb#learned-variance",
    source:
      'Nix & Weigend, "Estimating the Mean and Variance of the Target Probability Distribution" (1994), eq. 1.',
    value(prediction, target) {
      checkPair(prediction);
      checkFinite("target", target);
      const [mean, logVariance] = prediction;
      const { standardised } = standardise(mean, logVariance, target);
      return 0.5 * (logVariance + standardised ** 2) + (full ? HALF_LOG_TWO_PI : 0);
    },
    gradient(prediction, target) {
      checkPair(prediction);
      checkFinite("target", target);
      const [mean, logVariance] = prediction;
      const { standardised, slope } = standardise(mean, logVariance, target);
      return [slope, 0.5 * (1 - standardised ** 2)];
    },
  };
}
