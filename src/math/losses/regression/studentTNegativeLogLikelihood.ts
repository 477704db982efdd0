import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { checkBoolean } from "../../numeric/checkBoolean.js";
import { logBeta } from "../../numeric/special/index.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface StudentTNegativeLogLikelihoodOptions {
  /** ν, known; 4 by default. The smaller, the heavier the tails. */
  readonly degreesOfFreedom?: number;
  /** σ, known; 1 by default. */
  readonly scale?: number;
  /** With the constant of ν; false by default. */
  readonly full?: boolean;
}

/**
 * Negative log-likelihood of a Student-t distribution: robust, since far outliers pull ever less.
 *
 *     w = (μ − y)/(σ√ν)
 *     L(μ, y) = ½(ν + 1) ln(1 + w²) + ln σ  (+ ln B(½, ν/2) + ½ ln ν when full)
 *     ∂L/∂μ   = (ν + 1)/(σ√ν) · w/(1 + w²)
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   nats; a density, so the value may be negative.
 * Errors  DomainError if ν or σ is not positive, or prediction or target is not finite.
 * Source  Lange, Little & Taylor, "Robust Statistical Modeling Using the t Distribution" (1989), J. Am. Stat. Assoc. 84.
 */
export function studentTNegativeLogLikelihood(
  options: StudentTNegativeLogLikelihoodOptions = {},
): Loss<number, number> {
  checkOptions("studentTNegativeLogLikelihood", options, ["degreesOfFreedom", "scale", "full"]);
  const { degreesOfFreedom = 4, scale = 1, full = false } = options;
  checkPositive("degreesOfFreedom", degreesOfFreedom);
  checkPositive("scale", scale);
  checkBoolean("full", full);
  const width = scale * Math.sqrt(degreesOfFreedom);
  const logWidth = Math.log(scale) + Math.log(degreesOfFreedom) / 2;
  const constant = full ? logBeta(0.5, degreesOfFreedom / 2) + 0.5 * Math.log(degreesOfFreedom) : 0;
  return {
    name: "studentTNegativeLogLikelihood",
    task: "regression",
    domain: { prediction: domains.real, target: domains.real },
    raw: "identity",
    derivation: "08-regression.ipynb#student-t",
    source:
      'Lange, Little & Taylor, "Robust Statistical Modeling Using the t Distribution" (1989), J. Am. Stat. Assoc. 84.',
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      const w = (prediction - target) / width;
      const half = (degreesOfFreedom + 1) / 2;
      // From there on ln(1 + w²) is 2 ln w, of which w need have no double.
      const log =
        Math.abs(w) < 1e9
          ? Math.log1p(w * w)
          : 2 * (Math.log(Math.abs(prediction / 2 - target / 2)) + Math.LN2 - logWidth);
      return half * log + Math.log(scale) + constant;
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      const residual = prediction - target;
      const w = residual / width;
      // w/(1 + w²) = 1/(w + 1/w), which does not overflow; from 1e9 on it is 1/w.
      if (Math.abs(w) >= 1e9) return (degreesOfFreedom + 1) / residual;
      return w === 0 ? 0 : (degreesOfFreedom + 1) / width / (w + 1 / w);
    },
  };
}
