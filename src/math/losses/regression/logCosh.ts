import { checkFinite } from "../../numeric/checks.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Log-cosh: half the squared error near the target, the absolute error far away, smooth between. It is the
 * negative log-likelihood of a hyperbolic secant density, without its constant ln π.
 *
 *     L(μ, y) = ln cosh(r),  r = μ − y
 *             = ½ log1p(sinh² r)  for |r| < 1,   |r| + log1p(e^{−2|r|}) − ln 2  beyond
 *     ∂L/∂μ   = tanh(r)
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Errors  DomainError if prediction or target is not finite.
 * Source  Green, "Bayesian Reconstructions from Emission Tomography Data Using a Modified EM Algorithm" (1990), IEEE Trans. Med. Imaging 9.
 */
export const logCosh: Loss<number, number> = {
  name: "logCosh",
  task: "regression",
  domain: { prediction: domains.real, target: domains.real },
  raw: "identity",
  derivation: "08-regression.ipynb#log-cosh",
  source:
    'Green, "Bayesian Reconstructions from Emission Tomography Data Using a Modified EM Algorithm" (1990), IEEE Trans. Med. Imaging 9.',
  value(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    const distance = Math.abs(prediction - target);
    if (distance < 1) return 0.5 * Math.log1p(Math.sinh(distance) ** 2);
    return distance + Math.log1p(Math.exp(-2 * distance)) - Math.LN2;
  },
  gradient(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return Math.tanh(prediction - target);
  },
};
