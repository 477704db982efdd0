import {
  checkFinite,
  checkNonNegative,
  checkOptions,
  checkPositive,
} from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { softplus } from "../../numeric/softplus.js";
import { logBeta } from "../../numeric/special/logBeta.js";
import { logBinomialKernel } from "../../numeric/special/logKernels.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";
import { poissonNegativeLogLikelihood } from "./poissonNegativeLogLikelihood.js";

export interface NegativeBinomialNegativeLogLikelihoodOptions {
  /** r, known; 1 by default. The variance is μ + μ²/r: towards +∞ the counts are Poisson. */
  readonly size?: number;
  /** With the binomial coefficient lnΓ(r) + ln y! − lnΓ(y + r); false by default. */
  readonly full?: boolean;
}

/**
 * Negative log-likelihood of a count that varies more than a Poisson one; z is the logarithm of its mean μ.
 *
 *     L(z, y) = r·log1p(μ/r) + y·softplus(ln r − z)      (= −r ln(r/(r+μ)) − y ln(μ/(r+μ)))
 *     ∂L/∂z   = (μ − y)/(1 + μ/r)
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
  const poisson = poissonNegativeLogLikelihood({ full: true });
  /** r·log1p(μ/r), the surprisal of no count at all. */
  const noneSurprisal = (logMean: number, mean: number): number => {
    if (mean > size) return size * softplus(logMean - logSize);
    return mean < 1e-17 * size ? mean : size * Math.log1p(mean / size);
  };
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
      const mean = Math.exp(prediction);
      const ofMean = noneSurprisal(prediction, mean);
      if (full && target === 0) return ofMean;
      // A Poisson one to the last digit: it differs by max(μ, y)/r of the whole.
      if (full && Math.max(mean, target) <= 1e-17 * size) return poisson.value(prediction, target);
      const plain = ofMean + target * softplus(logSize - prediction);
      if (!full) return plain;
      if (size + target < 10 || Math.abs(prediction - logSize) > 600 || prediction > 700) {
        return plain + Math.log(target) + logBeta(size, target);
      }
      // −ln of r/(r+y) times the binomial mass at (r, y): one kernel, in which nothing large is left to cancel.
      const success = 1 / (1 + mean / size);
      const failure = 1 / (1 + size / mean);
      const difference = success * (mean - target);
      return (
        Math.log1p(target / size) - logBinomialKernel(size, target, success, failure, difference)
      );
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkNonNegative("target", target);
      return prediction > 700 || prediction - logSize > 30
        ? (size * (1 - target * Math.exp(-prediction))) / (1 + Math.exp(logSize - prediction))
        : (Math.exp(prediction) - target) / (1 + Math.exp(prediction) / size);
    },
  };
}
