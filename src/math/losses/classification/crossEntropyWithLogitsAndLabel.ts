import { checkLabelOf } from "../../numeric/checks.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Cross-entropy of the class index y against softmax(z): the surprisal of the label.
 *
 *     L(z, y) = −ln p_y,  p = softmax(z)                 (computed without cancellation: minusLogSoftmax)
 *     ∂L/∂zₖ  = pₖ for k ≠ y,  −(1 − p_y) for k = y      (1 − p_y is the sum of the other p)
 *
 * Shapes  logits [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats. +Infinity when z_y = −Infinity.
 * Errors  DomainError if the label is no class index, or logits are NaN, +Infinity or all −Infinity.
 * Source  Bishop, PRML (2006), §4.3.4, eq. 4.108 and 4.109 with a one-hot target.
 */
export const crossEntropyWithLogitsAndLabel: Loss<Vector, number> = {
  name: "crossEntropyWithLogitsAndLabel",
  task: "classification",
  domain: { prediction: domains.logits, target: domains.label },
  raw: "identity",
  derivation: "07-categorical.ipynb#one-hot",
  source: "Bishop, PRML (2006), §4.3.4, eq. 4.108 and 4.109 with a one-hot target.",
  value(logits, label) {
    checkLabelOf("label", label, "logits", logits);
    return softmaxTerms(logits).minusLog[label]!;
  },
  gradient(logits, label) {
    checkLabelOf("label", label, "logits", logits);
    const { probabilities, complements } = softmaxTerms(logits);
    return probabilities.map((pk, k) => (k === label ? -complements[k]! : pk));
  },
};
