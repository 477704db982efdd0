import { checkLabelOf, checkProbabilities } from "../../numeric/checks.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * The surprisal of the label y under the probabilities p: the logarithmic score.
 *
 *     L(p, y) = −ln p_y
 *     ∂L/∂pₖ  = −1/p_y for k = y, 0 otherwise
 *
 * Strictly proper: its expectation is least when p is the truth.
 * Shapes  probabilities [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats. +Infinity when p_y = 0.
 * Errors  DomainError if the label is no class index or probabilities do not sum to 1 within 1e-9.
 * Source  Good, "Rational Decisions" (1952), J. R. Stat. Soc. B 14; Gneiting & Raftery (2007), §4.1.
 */
export const categoricalCrossEntropyWithLabel: Loss<Vector, number> = {
  name: "categoricalCrossEntropyWithLabel",
  task: "classification",
  domain: { prediction: domains.probabilities, target: domains.label },
  raw: "softmax",
  derivation: "07-categorical.ipynb#one-hot",
  source:
    'Good, "Rational Decisions" (1952), J. R. Stat. Soc. B 14; Gneiting & Raftery (2007), §4.1.',
  value(probabilities, label) {
    checkProbabilities("probabilities", probabilities);
    checkLabelOf("label", label, "probabilities", probabilities);
    return 0 - Math.log(probabilities[label]!);
  },
  gradient(probabilities, label) {
    checkProbabilities("probabilities", probabilities);
    checkLabelOf("label", label, "probabilities", probabilities);
    return Array.from(probabilities, (pk, k) => (k === label ? -1 / pk : 0));
  },
};
