import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface LogNormalNegativeLogLikelihoodOptions {
  /** σ of ln y, known; 1 by default. */
  readonly standardDeviation?: number;
  /** With ln y + ½ ln 2π, which do not depend on the prediction; false by default. */
  readonly full?: boolean;
}

/**
 * Negative log-likelihood of a positive quantity whose logarithm is Gaussian; the prediction is the mean of ln y.
 *
 *     L(μ, y) = ½(ln y − μ)²/σ² + ln σ  (+ ln y + ½ ln 2π when full)
 *     ∂L/∂μ   = (μ − ln y)/σ²
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   nats; a density, so the value may be negative.
 * Errors  DomainError if σ or the target is not positive, or the prediction is not finite.
 * Source  Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), §14.2.
 */
export function logNormalNegativeLogLikelihood(
  options: LogNormalNegativeLogLikelihoodOptions = {},
): Loss<number, number> {
  checkOptions("logNormalNegativeLogLikelihood", options, ["standardDeviation", "full"]);
  const { standardDeviation = 1, full = false } = options;
  checkPositive("standardDeviation", standardDeviation);
  checkBoolean("full", full);
  return {
    name: "logNormalNegativeLogLikelihood",
    task: "regression",
    domain: { prediction: domains.real, target: domains.positive },
    raw: "identity",
    derivation: "14-choosing-your-loss.ipynb#log-normal",
    source: "Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), §14.2.",
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkPositive("target", target);
      const logTarget = Math.log(target);
      return (
        0.5 * ((logTarget - prediction) / standardDeviation) ** 2 +
        Math.log(standardDeviation) +
        (full ? logTarget + HALF_LOG_TWO_PI : 0)
      );
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkPositive("target", target);
      return (prediction - Math.log(target)) / standardDeviation / standardDeviation;
    },
  };
}
