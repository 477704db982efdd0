import { checkInteger, checkLabelOf } from "../../numeric/checks.js";
import { conditionalSoftmax } from "../../numeric/conditionalSoftmax.js";
import { minusLogComplementSoftmax } from "../../numeric/minusLogComplementSoftmax.js";
import { softmax } from "../../numeric/softmax.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Negative learning: "it is not class ȳ", with one complementary label that is seldom wrong.
 *
 *     L(z, ȳ) = −ln(1 − p_ȳ),  p = softmax(z)
 *     ∂L/∂z_ȳ = p_ȳ,   ∂L/∂zⱼ = −p_ȳ · pⱼ/(1 − p_ȳ)
 *
 * Shapes  logits [K], complementary label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats. +Infinity when all other logits are −Infinity.
 * Errors  DomainError if K < 2, the label is no class index, or logits are NaN, +Infinity or all −Infinity.
 * Source  Kim, Yim, Yun & Kim, "NLNL: Negative Learning for Noisy Labels" (ICCV 2019).
 */
export const negativeLearning: Loss<Vector, number> = {
  name: "negativeLearning",
  task: "classification",
  domain: { prediction: domains.logits, target: domains.label },
  raw: "identity",
  derivation: "12-noisy-labels.ipynb#negative-learning",
  source: 'Kim, Yim, Yun & Kim, "NLNL: Negative Learning for Noisy Labels" (ICCV 2019).',
  value(logits, complementaryLabel) {
    checkLabelOf("complementaryLabel", complementaryLabel, "logits", logits);
    checkInteger("the number of classes", logits.length, 2);
    return minusLogComplementSoftmax(logits)[complementaryLabel]!;
  },
  gradient(logits, complementaryLabel) {
    checkLabelOf("complementaryLabel", complementaryLabel, "logits", logits);
    checkInteger("the number of classes", logits.length, 2);
    const p = softmax(logits)[complementaryLabel]!;
    return conditionalSoftmax(logits, complementaryLabel).map((share, k) =>
      k === complementaryLabel ? p : 0 - p * share,
    );
  },
};
