import { checkInterval, checkNonNegative, checkOptions } from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { DomainError } from "../../numeric/domainError.js";
import { logGamma } from "../../numeric/special/index.js";
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
  if (!(logRate < Infinity)) {
    throw new DomainError(`prediction must be a number below +Infinity, got ${logRate}`);
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
  const constant = (target: number): number => (full ? logGamma(target + 1) : 0);
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
        const linear = target === 0 ? 0 : target * prediction;
        return Math.exp(prediction) - linear + constant(target);
      }
      checkInterval("prediction", prediction, 0, Number.MAX_VALUE);
      return prediction - xLogY(target, prediction) + constant(target);
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
