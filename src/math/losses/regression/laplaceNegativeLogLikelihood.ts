import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface LaplaceNegativeLogLikelihoodOptions {
  /** b, known; 1 by default. */
  readonly scale?: number;
  /** With the constant ln 2; false by default. */
  readonly full?: boolean;
}

/**
 * Negative log-likelihood of a Laplace distribution whose scale is known: the absolute error in units of b.
 *
 *     L(μ, y) = |μ − y|/b + ln b  (+ ln 2 when full)
 *     ∂L/∂μ   = sign(μ − y)/b      (0 at μ = y, a subgradient)
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   nats; a density, so the value may be negative.
 * Errors  DomainError if b is not positive, or prediction or target is not finite.
 * Source  Laplace (1774); Kotz, Kozubowski & Podgórski, The Laplace Distribution and Generalizations (2001), eq. 2.1.1.
 */
export function laplaceNegativeLogLikelihood(
  options: LaplaceNegativeLogLikelihoodOptions = {},
): Loss<number, number> {
  checkOptions("laplaceNegativeLogLikelihood", options, ["scale", "full"]);
  const { scale = 1, full = false } = options;
  checkPositive("scale", scale);
  checkBoolean("full", full);
  const constant = Math.log(scale) + (full ? Math.LN2 : 0);
  return {
    name: "laplaceNegativeLogLikelihood",
    task: "regression",
    domain: { prediction: domains.real, target: domains.real },
    raw: "identity",
    derivation: "08-regression.ipynb#absolute-error",
    source:
      "Laplace (1774); Kotz, Kozubowski & Podgórski, The Laplace Distribution and Generalizations (2001), eq. 2.1.1.",
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      return Math.abs(prediction - target) / scale + constant;
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      return (0 + Math.sign(prediction - target)) / scale;
    },
  };
}
