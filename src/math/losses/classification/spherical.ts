import { checkLabelOf, checkProbabilities } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

const sumOfSquares = (values: readonly number[]): number =>
  compensatedSum(values.map((p) => p * p));

/**
 * Spherical score, as a loss: minus the cosine between the probabilities and what happened.
 *
 *     L(p, y) = −p_y / ‖p‖₂,   between −1 and 0
 *     ∂L/∂p_y = −Σ_{j≠y} pⱼ² / ‖p‖³,   ∂L/∂pₖ = p_y pₖ / ‖p‖³
 *
 * Strictly proper: its expectation is least when p is the truth.
 * Shapes  probabilities [K], label 0 … K − 1 → value scalar, gradient [K].
 * Errors  DomainError if the label is no class index or probabilities do not sum to 1 within 1e-9.
 * Source  Good, "Comment on Measuring Information and Uncertainty" (1971); Gneiting & Raftery (2007), J. Am. Stat. Assoc. 102, example 2.
 */
export const spherical: Loss<Vector, number> = {
  name: "spherical",
  task: "classification",
  domain: { prediction: domains.probabilities, target: domains.label },
  raw: "softmax",
  source:
    'Good, "Comment on Measuring Information and Uncertainty" (1971); Gneiting & Raftery (2007), J. Am. Stat. Assoc. 102, example 2.',
  value(probabilities, label) {
    checkProbabilities("probabilities", probabilities);
    checkLabelOf("label", label, "probabilities", probabilities);
    return 0 - probabilities[label]! / Math.sqrt(sumOfSquares(Array.from(probabilities)));
  },
  gradient(probabilities, label) {
    checkProbabilities("probabilities", probabilities);
    checkLabelOf("label", label, "probabilities", probabilities);
    const p = Array.from(probabilities);
    const others = sumOfSquares(p.map((pk, k) => (k === label ? 0 : pk)));
    const cube = sumOfSquares(p) ** 1.5;
    return p.map((pk, k) => (k === label ? 0 - others : p[label]! * pk) / cube);
  },
};
