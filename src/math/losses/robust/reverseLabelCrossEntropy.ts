import { checkInteger, checkLabel, classesOf } from "../../numeric/checks.js";
import type { Vector } from "../../numeric/vector.js";
import { crossEntropyWithLogits } from "../classification/crossEntropyWithLogits.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

function reversed(label: number, classes: number): number[] {
  checkInteger("the number of classes", classes, 2);
  checkLabel("label", label, classes);
  return Array.from({ length: classes }, (_, k) => (k === label ? 0 : 1 / (classes - 1)));
}

/**
 * Cross-entropy against the reversed label: the target is spread over every class but y, and the model
 * predicts the class of the least probability.
 *
 *     L(z, y) = −(1/(K − 1)) Σ_{j≠y} ln pⱼ,  p = softmax(z)
 *     ∂L/∂z_y = p_y,   ∂L/∂zⱼ = pⱼ − 1/(K − 1)
 *
 * Its authors abbreviate it "RCE", as others do reverse cross-entropy (see symmetricCrossEntropy).
 * Shapes  logits [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats. +Infinity when a logit other than the label's is −Infinity.
 * Errors  DomainError if K < 2, the label is no class index, or logits are NaN, +Infinity or all −Infinity.
 * Source  Pang, Du, Dong & Zhu, "Towards Robust Detection of Adversarial Examples" (NeurIPS 2018).
 */
export const reverseLabelCrossEntropy: Loss<Vector, number> = {
  name: "reverseLabelCrossEntropy",
  task: "classification",
  domain: { prediction: domains.logits, target: domains.label },
  raw: "identity",
  derivation: "12-noisy-labels.ipynb#reverse-label",
  source:
    'Pang, Du, Dong & Zhu, "Towards Robust Detection of Adversarial Examples" (NeurIPS 2018).',
  value: (logits, label) =>
    crossEntropyWithLogits.value(logits, reversed(label, classesOf("logits", logits))),
  gradient: (logits, label) =>
    crossEntropyWithLogits.gradient(logits, reversed(label, classesOf("logits", logits))),
};
