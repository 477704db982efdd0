import { checkFinite, checkNonNegative, checkOptions } from "../../numeric/checks.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface SmoothL1Options {
  /** Where the parabola becomes a line; 1 by default, 0 is the absolute error. */
  readonly beta?: number;
}

/**
 * Smooth L1: Huber's loss divided by β, so that its slope is 1 far away whatever β.
 *
 *     L(μ, y) = ½r²/β              for |r| < β,  r = μ − y
 *             = |r| − ½β           beyond
 *     ∂L/∂μ   = r/β,  then sign(r)
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   the target's.
 * Errors  DomainError if β is negative, or prediction or target is not finite.
 * Source  Girshick, "Fast R-CNN" (ICCV 2015), eq. 3; PyTorch documentation, SmoothL1Loss.
 */
export function smoothL1(options: SmoothL1Options = {}): Loss<number, number> {
  checkOptions("smoothL1", options, ["beta"]);
  const { beta = 1 } = options;
  checkNonNegative("beta", beta);
  return {
    name: "smoothL1",
    task: "regression",
    domain: { prediction: domains.real, target: domains.real },
    raw: "identity",
    source: 'Girshick, "Fast R-CNN" (ICCV 2015), eq. 3; PyTorch documentation, SmoothL1Loss.',
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      const distance = Math.abs(prediction - target);
      return distance < beta ? (0.5 * distance ** 2) / beta : distance - 0.5 * beta;
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      const residual = prediction - target;
      return Math.abs(residual) < beta ? residual / beta : 0 + Math.sign(residual);
    },
  };
}
