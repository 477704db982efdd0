import {
  checkInterval,
  checkNonNegative,
  checkOptions,
  describeValue,
} from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { DomainError } from "../../numeric/domainError.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { deviance } from "../../numeric/special/deviance.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { stirlingError } from "../../numeric/special/stirlingError.js";
import { xLogY } from "../../numeric/xLogY.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface PoissonNegativeLogLikelihoodOptions {
  /** Whether the prediction is z = ln λ (true, the default) or the rate λ itself. */
  readonly logInput?: boolean;
  /** With ln y!, exactly; false by default. */
  readonly full?: boolean;
}

function checkLogRate(logRate: number): void {
  if (typeof logRate !== "number" || !(logRate < Infinity)) {
    throw new DomainError(
      `prediction must be a number below +Infinity, got ${describeValue(logRate)}`,
    );
  }
}

/**
 * Negative log-likelihood of a Poisson count.
 *
 *     L(z, y) = e^z − y·z       ∂L/∂z = e^z − y          (log input, λ = e^z)
 *     L(λ, y) = λ − y·ln λ      ∂L/∂λ = 1 − y/λ          (rate input)
 *     plus ln y! when full
 *
 * PyTorch's `full` uses Stirling's approximation, and its rate input adds 1e-8 to λ; neither happens here.
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   nats. +Infinity when λ = 0 and y > 0; 0 · ln 0 is 0.
 * Errors  DomainError if the target is negative, the log rate is NaN or +Infinity, or the rate is negative.
 * Source  McCullagh & Nelder, Generalized Linear Models (1989), §6.2.
 */
export function poissonNegativeLogLikelihood(
  options: PoissonNegativeLogLikelihoodOptions = {},
): Loss<number, number> {
  checkOptions("poissonNegativeLogLikelihood", options, ["logInput", "full"]);
  const { logInput = true, full = false } = options;
  checkBoolean("logInput", logInput);
  checkBoolean("full", full);
  /** What Stirling's y ln y − y leaves of ln y!. */
  const rest = (target: number): number =>
    HALF_LOG_TWO_PI + 0.5 * Math.log(target) + stirlingError(target);
  return {
    name: "poissonNegativeLogLikelihood",
    task: "regression",
    domain: {
      prediction: logInput ? domains.logRate : domains.nonNegative,
      target: domains.nonNegative,
    },
    raw: logInput ? "identity" : "exp",
    derivation: "08-regression.ipynb#counts",
    source: "McCullagh & Nelder, Generalized Linear Models (1989), §6.2.",
    value(prediction, target) {
      checkNonNegative("target", target);
      if (logInput) {
        checkLogRate(prediction);
        if (full && target >= 10) {
          // e^z − yz + y ln y − y = y(e^d − 1 − d), d = z − ln y
          return target * expm1MinusX(prediction - Math.log(target)) + rest(target);
        }
        const linear = target === 0 ? 0 : target * prediction;
        // Neither may have a double: the greater decides.
        if (linear === Infinity) {
          return prediction > Math.log(target) + Math.log(prediction) ? linear : -linear;
        }
        return Math.exp(prediction) - linear + (full ? logGamma(target + 1) : 0);
      }
      checkInterval("prediction", prediction, 0, Number.MAX_VALUE);
      if (full && target >= 10) return deviance(target, prediction) + rest(target);
      return prediction - xLogY(target, prediction) + (full ? logGamma(target + 1) : 0);
    },
    gradient(prediction, target) {
      checkNonNegative("target", target);
      if (logInput) {
        checkLogRate(prediction);
        return Math.exp(prediction) - target;
      }
      checkInterval("prediction", prediction, 0, Number.MAX_VALUE);
      return target === 0 ? 1 : 1 - target / prediction;
    },
  };
}
