import {
  checkInterval,
  checkLogit,
  checkNonNegative,
  checkOptions,
  checkProbability,
} from "../../numeric/checks.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { softplus } from "../../numeric/softplus.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface FocalOptions {
  /** How strongly easy examples are played down; 2 by default, 0 is binary cross-entropy. */
  readonly gamma?: number;
  /** The weight of the ones, 1 − α that of the zeros; 0.25 by default, null weighs neither. */
  readonly alpha?: number | null;
}

/**
 * Focal loss: binary cross-entropy in which an example counts (1 − p_t)^γ, so that the easy ones fade.
 *
 *     u = z for a one, −z for a zero;  p_t = σ(u),  a = softplus(u),  b = softplus(−u)
 *     L(z, y) = α_t (1 − p_t)^γ (−ln p_t) = α_t e^{−γa} b
 *     ∂L/∂u   = α_t e^{−γa} (−γ p_t b − (1 − p_t))       (no difference of numbers near 1)
 *
 * A soft target y weighs the two cases with y and 1 − y.
 * Shapes  logit scalar, target scalar → scalars.
 * Units   nats times α. +Infinity at an infinite logit on the wrong side.
 * Errors  DomainError if γ < 0, α or the target is not between 0 and 1, or the logit is NaN.
 * Source  Lin, Goyal, Girshick, He & Dollár, "Focal Loss for Dense Object Detection" (ICCV 2017), eq. 5.
 */
export function focal(options: FocalOptions = {}): Loss<number, number> {
  checkOptions("focal", options, ["gamma", "alpha"]);
  const { gamma = 2, alpha = 0.25 } = options;
  checkNonNegative("gamma", gamma);
  if (alpha !== null) checkInterval("alpha", alpha, 0, 1);
  const onesWeight = alpha ?? 1;
  const zerosWeight = alpha === null ? 1 : 1 - alpha;
  // γ = 0 is no factor at all, also where softplus is infinite.
  const fade = (u: number): number => (gamma === 0 ? 1 : Math.exp(-gamma * softplus(u)));
  const value = (u: number): number => fade(u) * softplus(-u);
  const slope = (u: number): number => {
    const p = sigmoid(u);
    const pb = p === 0 ? 0 : p * softplus(-u);
    return fade(u) * (-gamma * pb - sigmoid(-u));
  };
  return {
    name: "focal",
    task: "binary classification",
    domain: { prediction: domains.logit, target: domains.probability },
    raw: "identity",
    derivation: "11-focal-and-imbalance.ipynb#focal-gradient",
    source:
      'Lin, Goyal, Girshick, He & Dollár, "Focal Loss for Dense Object Detection" (ICCV 2017), eq. 5.',
    value(logit, target) {
      checkLogit("logit", logit);
      checkProbability("target", target);
      const ones = onesWeight * target;
      const zeros = zerosWeight * (1 - target);
      return (ones === 0 ? 0 : ones * value(logit)) + (zeros === 0 ? 0 : zeros * value(-logit));
    },
    gradient(logit, target) {
      checkLogit("logit", logit);
      checkProbability("target", target);
      return onesWeight * target * slope(logit) - zerosWeight * (1 - target) * slope(-logit);
    },
  };
}
