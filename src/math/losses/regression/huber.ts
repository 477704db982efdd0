import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface HuberOptions {
  /** Where the parabola becomes a line; 1 by default. */
  readonly delta?: number;
}

/**
 * Huber's loss: half the squared error near the target, linear beyond δ, so that an outlier pulls with a bounded force.
 *
 *     L(μ, y) = ½r²                 for |r| ≤ δ,  r = μ − y
 *             = δ(|r| − ½δ)         beyond
 *     ∂L/∂μ   = r,  then δ·sign(r)
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   the target's, squared.
 * Errors  DomainError if δ is not positive, or prediction or target is not finite.
 * Source  Huber, "Robust Estimation of a Location Parameter" (1964), Ann. Math. Statist. 35, eq. 3.
 */
export function huber(options: HuberOptions = {}): Loss<number, number> {
  checkOptions("huber", options, ["delta"]);
  const { delta = 1 } = options;
  checkPositive("delta", delta);
  return {
    name: "huber",
    task: "regression",
    domain: { prediction: domains.real, target: domains.real },
    raw: "identity",
    derivation: "08-regression.ipynb#huber",
    source:
      'Huber, "Robust Estimation of a Location Parameter" (1964), Ann. Math. Statist. 35, eq. 3.',
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      const distance = Math.abs(prediction - target);
      return distance <= delta ? 0.5 * distance ** 2 : delta * (distance - 0.5 * delta);
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      return Math.min(Math.max(prediction - target, -delta), delta);
    },
  };
}
