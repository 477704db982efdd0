import {
  checkFinite,
  checkNonNegative,
  checkOptions,
  checkPositive,
} from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { softplus } from "../../numeric/softplus.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { logBinomialKernel } from "../../numeric/special/logKernels.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface NegativeBinomialNegativeLogLikelihoodOptions {
  /** r, known; 1 by default. The variance is μ + μ²/r: towards +∞ the counts are Poisson. */
  readonly size?: number;
  /** With the binomial coefficient lnΓ(r) + ln y! − lnΓ(y + r); false by default. */
  readonly full?: boolean;
}

/**
 * Negative log-likelihood of a count that varies more than a Poisson one; z is the logarithm of its mean μ.
 *
 *     L(z, y) = r·softplus(z − ln r) + y·softplus(ln r − z)      (= −r ln(r/(r+μ)) − y ln(μ/(r+μ)))
 *     ∂L/∂z   = r·σ(z − ln r) − y·σ(ln r − z)
 *     plus lnΓ(r) + ln y! − lnΓ(y + r) when full
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   nats.
 * Errors  DomainError if r is not positive, the target is negative or the prediction is not finite.
 * Source  Hilbe, Negative Binomial Regression (2011), §8.2 (NB2).
 */
export function negativeBinomialNegativeLogLikelihood(
  options: NegativeBinomialNegativeLogLikelihoodOptions = {},
): Loss<number, number> {
  checkOptions("negativeBinomialNegativeLogLikelihood", options, ["size", "full"]);
  const { size = 1, full = false } = options;
  checkPositive("size", size);
  checkBoolean("full", full);
  const logSize = Math.log(size);
  return {
    name: "negativeBinomialNegativeLogLikelihood",
    task: "regression",
    domain: { prediction: domains.real, target: domains.nonNegative },
    raw: "identity",
    derivation: "14-choosing-your-loss.ipynb#negative-binomial-gradient",
    source: "Hilbe, Negative Binomial Regression (2011), §8.2 (NB2).",
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkNonNegative("target", target);
      const plain = size * softplus(prediction - logSize) + target * softplus(logSize - prediction);
      if (!full) return plain;
      if (size + target < 10 || Math.abs(prediction - logSize) > 600 || prediction > 600) {
        return plain + logGamma(size) + logGamma(target + 1) - logGamma(target + size);
      }
      // −ln of r/(r+y) times the binomial mass at (r, y): one kernel, in which nothing large is left to cancel.
      const success = sigmoid(logSize - prediction);
      const failure = sigmoid(prediction - logSize);
      const difference = success * (Math.exp(prediction) - target);
      return (
        Math.log1p(target / size) - logBinomialKernel(size, target, success, failure, difference)
      );
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkNonNegative("target", target);
      return size * sigmoid(prediction - logSize) - target * sigmoid(logSize - prediction);
    },
  };
}
