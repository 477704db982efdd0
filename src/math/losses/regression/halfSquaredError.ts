import { checkFinite } from "../../numeric/checks.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Half the squared error: the negative log-likelihood of a Gaussian with σ = 1, without its constant ½ ln 2π.
 *
 *     L(μ, y) = ½(μ − y)²
 *     ∂L/∂μ   = μ − y
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   nats when σ = 1.
 * Errors  DomainError if prediction or target is not finite.
 * Source  Bishop, PRML (2006), §3.1.1, eq. 3.12.
 */
export const halfSquaredError: Loss<number, number> = {
  name: "halfSquaredError",
  task: "regression",
  domain: { prediction: domains.real, target: domains.real },
  raw: "identity",
  derivation: "08-regression.ipynb#from-likelihood-to-loss",
  source: "Bishop, PRML (2006), §3.1.1, eq. 3.12.",
  value(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return 0.5 * (prediction - target) ** 2;
  },
  gradient(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return prediction - target;
  },
};
