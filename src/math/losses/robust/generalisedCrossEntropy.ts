import { checkLabelOf, checkOpenInterval, checkOptions } from "../../numeric/checks.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface GeneralisedCrossEntropyOptions {
  /** Between cross-entropy (towards 0) and absolute error (1); 0.7 by default. */
  readonly kappa?: number;
}

/**
 * Generalised cross-entropy: bounded by 1/κ, so that a wrong label cannot pull without end.
 *
 *     L(z, y) = (1 − p_y^κ)/κ = −expm1(−κ n_y)/κ,   n_y = −ln p_y,  p = softmax(z)
 *     ∂L/∂z_y = −p_y^κ (1 − p_y),   ∂L/∂zⱼ = p_y^κ pⱼ
 *
 * Shapes  logits [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats in the limit κ → 0.
 * Errors  DomainError if κ is not in (0, 1], the label is no class index, or logits are NaN, +Infinity or all −Infinity.
 * Source  Zhang & Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels" (NeurIPS 2018; their q is κ).
 */
export function generalisedCrossEntropy(
  options: GeneralisedCrossEntropyOptions = {},
): Loss<Vector, number> {
  checkOptions("generalisedCrossEntropy", options, ["kappa"]);
  const { kappa = 0.7 } = options;
  if (kappa !== 1) checkOpenInterval("kappa", kappa, 0, 1);
  return {
    name: "generalisedCrossEntropy",
    task: "classification",
    domain: { prediction: domains.logits, target: domains.label },
    raw: "identity",
    derivation: "12-noisy-labels.ipynb#generalised-cross-entropy",
    source:
      'Zhang & Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels" (NeurIPS 2018; their q is κ).',
    value(logits, label) {
      checkLabelOf("label", label, "logits", logits);
      return 0 - Math.expm1(-kappa * softmaxTerms(logits).minusLog[label]!) / kappa;
    },
    gradient(logits, label) {
      checkLabelOf("label", label, "logits", logits);
      const { minusLog, probabilities, complements } = softmaxTerms(logits);
      const power = Math.exp(-kappa * minusLog[label]!);
      return probabilities.map((pk, k) => (k === label ? -power * complements[k]! : power * pk));
    },
  };
}
