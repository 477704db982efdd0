import { checkFinite } from "../../numeric/checks.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Squared error, without a hidden ½.
 *
 *     L(μ, y) = (μ − y)²
 *     ∂L/∂μ   = 2(μ − y)
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   the target's, squared; its expectation is least at the mean.
 * Errors  DomainError if prediction or target is not finite.
 * Source  Gauss, Theoria combinationis observationum (1821), §6; Bishop, PRML (2006), §1.5.5.
 */
export const squaredError: Loss<number, number> = {
  name: "squaredError",
  task: "regression",
  domain: { prediction: domains.real, target: domains.real },
  raw: "identity",
  derivation: "08-regression.ipynb#squared-error",
  source: "Gauss, Theoria combinationis observationum (1821), §6; Bishop, PRML (2006), §1.5.5.",
  value(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return (prediction - target) ** 2;
  },
  gradient(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return 2 * (prediction - target);
  },
};
