import {
  checkFinite,
  checkOpenInterval,
  checkOptions,
  checkPositive,
} from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { digamma, logBeta } from "../../numeric/special/index.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface BetaNegativeLogLikelihoodOptions {
  /** φ = a + b, known; 10 by default. The larger, the narrower. */
  readonly precision?: number;
  /** With ln y + ln(1 − y), which do not depend on the prediction; false by default. */
  readonly full?: boolean;
}

/**
 * Negative log-likelihood of a proportion, beta distributed with mean σ(z) and precision φ.
 *
 *     a = φ·σ(z),  b = φ·σ(−z)
 *     L(z, y) = ln B(a, b) − a ln y − b ln(1 − y)  (+ ln y + ln(1 − y) when full)
 *     ∂L/∂z   = φ σ(z) σ(−z) [ψ(a) − ψ(b) − ln y + ln(1 − y)]
 *
 * Not the "β-NLL" of Seitzer et al. (2022), which reweights a Gaussian.
 * Shapes  prediction scalar, target scalar in (0, 1) → scalars.
 * Units   nats; a density, so the value may be negative.
 * Errors  DomainError if φ is not positive, the target is not inside (0, 1), or the prediction is not finite or so large that a mean of 0 or 1 is all that is left of it.
 * Source  Ferrari & Cribari-Neto, "Beta Regression for Modelling Rates and Proportions" (2004), J. Appl. Stat. 31, eq. 4.
 */
export function betaNegativeLogLikelihood(
  options: BetaNegativeLogLikelihoodOptions = {},
): Loss<number, number> {
  checkOptions("betaNegativeLogLikelihood", options, ["precision", "full"]);
  const { precision = 10, full = false } = options;
  checkPositive("precision", precision);
  checkBoolean("full", full);
  const shapes = (prediction: number): readonly [number, number] => {
    checkFinite("prediction", prediction);
    const a = precision * sigmoid(prediction);
    const b = precision * sigmoid(-prediction);
    checkPositive("precision · sigmoid(prediction)", a);
    checkPositive("precision · sigmoid(-prediction)", b);
    return [a, b];
  };
  return {
    name: "betaNegativeLogLikelihood",
    task: "regression",
    domain: { prediction: domains.real, target: domains.proportion },
    raw: "identity",
    source:
      'Ferrari & Cribari-Neto, "Beta Regression for Modelling Rates and Proportions" (2004), J. Appl. Stat. 31, eq. 4.',
    value(prediction, target) {
      const [a, b] = shapes(prediction);
      checkOpenInterval("target", target, 0, 1);
      const [one, zero] = [Math.log(target), Math.log1p(-target)];
      return logBeta(a, b) - a * one - b * zero + (full ? one + zero : 0);
    },
    gradient(prediction, target) {
      const [a, b] = shapes(prediction);
      checkOpenInterval("target", target, 0, 1);
      // ψ(a) is −1/a there, which may have no double: what is left is the slope of −ln(ab).
      if (precision < 1e-100) return Math.tanh(prediction / 2);
      const slope = digamma(a) - digamma(b) - Math.log(target) + Math.log1p(-target);
      return (a * b * slope) / precision;
    },
  };
}
