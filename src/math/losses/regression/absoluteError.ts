import { checkFinite } from "../../numeric/checks.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Absolute error: the negative log-likelihood of a Laplace distribution with scale 1, without its constant ln 2.
 *
 *     L(μ, y) = |μ − y|
 *     ∂L/∂μ   = sign(μ − y)        (0 at μ = y, a subgradient)
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   the target's; its expectation is least at the median.
 * Errors  DomainError if prediction or target is not finite.
 * Source  Laplace, "Mémoire sur la probabilité des causes par les événements" (1774); Koenker, Quantile Regression (2005), §1.2.
 */
export const absoluteError: Loss<number, number> = {
  name: "absoluteError",
  task: "regression",
  domain: { prediction: domains.real, target: domains.real },
  raw: "identity",
  derivation: "08-regression.ipynb#absolute-error",
  source:
    'Laplace, "Mémoire sur la probabilité des causes par les événements" (1774); Koenker, Quantile Regression (2005), §1.2.',
  value(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return Math.abs(prediction - target);
  },
  gradient(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    // 0 + x turns −0 into 0.
    return 0 + Math.sign(prediction - target);
  },
};
