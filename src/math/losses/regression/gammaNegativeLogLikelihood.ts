import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { stirlingError } from "../../numeric/special/stirlingError.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface GammaNegativeLogLikelihoodOptions {
  /** k, known; 1 by default, an exponential distribution. */
  readonly shape?: number;
  /** With lnΓ(k) − k ln k − (k − 1) ln y; false by default. */
  readonly full?: boolean;
}

/**
 * Negative log-likelihood of a positive quantity, gamma distributed; z is the logarithm of its mean.
 *
 *     L(z, y) = k(z + y·e^{−z})
 *     ∂L/∂z   = k(1 − y·e^{−z})
 *     plus lnΓ(k) − k ln k − (k − 1) ln y when full
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   nats; a density, so the value may be negative.
 * Errors  DomainError if k or the target is not positive, or the prediction is not finite.
 * Source  McCullagh & Nelder, Generalized Linear Models (1989), §8.2, with the log link.
 */
export function gammaNegativeLogLikelihood(
  options: GammaNegativeLogLikelihoodOptions = {},
): Loss<number, number> {
  checkOptions("gammaNegativeLogLikelihood", options, ["shape", "full"]);
  const { shape = 1, full = false } = options;
  checkPositive("shape", shape);
  checkBoolean("full", full);
  const constant =
    shape < 10
      ? logGamma(shape) - shape * Math.log(shape) + shape
      : HALF_LOG_TWO_PI - 0.5 * Math.log(shape) + stirlingError(shape);
  return {
    name: "gammaNegativeLogLikelihood",
    task: "regression",
    domain: { prediction: domains.real, target: domains.positive },
    raw: "identity",
    derivation: "14-choosing-your-loss.ipynb#gamma",
    source: "McCullagh & Nelder, Generalized Linear Models (1989), §8.2, with the log link.",
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkPositive("target", target);
      if (!full) return shape * (prediction + target * Math.exp(-prediction));
      // k(e^d − 1 − d) with d = ln y − z, and what is left of lnΓ(k) beside Stirling's k ln k − k.
      const log = Math.log(target);
      return shape * expm1MinusX(log - prediction) + log + constant;
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkPositive("target", target);
      return shape * (1 - target * Math.exp(-prediction));
    },
  };
}
