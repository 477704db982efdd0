import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface GaussianNegativeLogLikelihoodOptions {
  /** σ, known; 1 by default. */
  readonly standardDeviation?: number;
  /** With the constant ½ ln 2π; false by default. */
  readonly full?: boolean;
}

/**
 * Negative log-likelihood of a Gaussian whose spread is known.
 *
 *     L(μ, y) = ½(y − μ)²/σ² + ln σ  (+ ½ ln 2π when full)
 *     ∂L/∂μ   = (μ − y)/σ²
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   nats; a density, so the value may be negative.
 * Errors  DomainError if σ is not positive, or prediction or target is not finite.
 * Source  Bishop, PRML (2006), §1.2.5, eq. 1.62.
 */
export function gaussianNegativeLogLikelihood(
  options: GaussianNegativeLogLikelihoodOptions = {},
): Loss<number, number> {
  checkOptions("gaussianNegativeLogLikelihood", options, ["standardDeviation", "full"]);
  const { standardDeviation = 1, full = false } = options;
  checkPositive("standardDeviation", standardDeviation);
  checkBoolean("full", full);
  const constant = Math.log(standardDeviation) + (full ? HALF_LOG_TWO_PI : 0);
  return {
    name: "gaussianNegativeLogLikelihood",
    task: "regression",
    domain: { prediction: domains.real, target: domains.real },
    raw: "identity",
    derivation: "08-regression.ipynb#from-likelihood-to-loss",
    source: "Bishop, PRML (2006), §1.2.5, eq. 1.62.",
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      return 0.5 * ((prediction - target) / standardDeviation) ** 2 + constant;
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      return (prediction - target) / standardDeviation / standardDeviation;
    },
  };
}
