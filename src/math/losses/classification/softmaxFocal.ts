import {
  checkLabelOf,
  checkNonNegative,
  checkOptions,
  checkWeights,
} from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { focalSlope } from "../../numeric/focalSlope.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface SoftmaxFocalOptions {
  /** How strongly easy examples are played down; 2 by default, 0 is cross-entropy. */
  readonly gamma?: number;
  /** α per class, [K]; none by default. */
  readonly alpha?: Vector;
}

/**
 * Focal loss of the class index y against softmax(z).
 *
 *     L(z, y) = α_y (1 − p_y)^γ (−ln p_y),  p = softmax(z),  q = 1 − p_y = Σ_{j≠y} pⱼ
 *     κ       = α_y q^γ (γ p_y ln(p_y)/q − 1)
 *     ∂L/∂z_y = κ q,   ∂L/∂zⱼ = −κ pⱼ
 *
 * Shapes  logits [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats times α. +Infinity when z_y = −Infinity.
 * Errors  DomainError if γ < 0, α has another length, the label is no class index, or logits are NaN, +Infinity or all −Infinity.
 * Source  Lin, Goyal, Girshick, He & Dollár, "Focal Loss for Dense Object Detection" (ICCV 2017), eq. 5, with softmax.
 */
export function softmaxFocal(options: SoftmaxFocalOptions = {}): Loss<Vector, number> {
  checkOptions("softmaxFocal", options, ["gamma", "alpha"]);
  const { gamma = 2, alpha } = options;
  checkNonNegative("gamma", gamma);
  if (alpha !== undefined) checkWeights("alpha", alpha);
  const weightOf = (logits: Vector, label: number): number => {
    checkLabelOf("label", label, "logits", logits);
    if (alpha === undefined) return 1;
    if (alpha.length !== logits.length) {
      throw new DomainError(
        `alpha must have a weight per class, ${logits.length}, got ${alpha.length}`,
      );
    }
    return alpha[label]!;
  };
  return {
    name: "softmaxFocal",
    task: "classification",
    domain: { prediction: domains.logits, target: domains.label },
    raw: "identity",
    derivation: "11-focal-and-imbalance.ipynb#softmax-focal-gradient",
    source:
      'Lin, Goyal, Girshick, He & Dollár, "Focal Loss for Dense Object Detection" (ICCV 2017), eq. 5, with softmax.',
    value(logits, label) {
      const weight = weightOf(logits, label);
      const { minusLog, complements } = softmaxTerms(logits);
      return weight === 0 ? 0 : weight * complements[label]! ** gamma * minusLog[label]!;
    },
    gradient(logits, label) {
      const weight = weightOf(logits, label);
      const terms = softmaxTerms(logits);
      const slope = weight * focalSlope(terms, label, gamma);
      return terms.probabilities.map((pk, k) =>
        k === label ? slope * terms.complements[k]! : 0 - slope * pk,
      );
    },
  };
}
