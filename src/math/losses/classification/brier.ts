import { checkLabelOf, checkProbabilities } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Brier score: the squared distance of the probabilities from what happened.
 *
 *     L(p, y) = Σₖ (pₖ − δₖᵧ)²,   between 0 and 2
 *     ∂L/∂pₖ  = 2(pₖ − δₖᵧ)
 *
 * Strictly proper: its expectation is least when p is the truth.
 * Shapes  probabilities [K], label 0 … K − 1 → value scalar, gradient [K].
 * Errors  DomainError if the label is no class index or probabilities do not sum to 1 within 1e-9.
 * Source  Brier, "Verification of Forecasts Expressed in Terms of Probability" (1950), Mon. Weather Rev. 78.
 */
export const brier: Loss<Vector, number> = {
  name: "brier",
  task: "classification",
  domain: { prediction: domains.probabilities, target: domains.label },
  raw: "softmax",
  source:
    'Brier, "Verification of Forecasts Expressed in Terms of Probability" (1950), Mon. Weather Rev. 78.',
  value(probabilities, label) {
    checkProbabilities("probabilities", probabilities);
    checkLabelOf("label", label, "probabilities", probabilities);
    return compensatedSum(Array.from(probabilities, (p, k) => (p - (k === label ? 1 : 0)) ** 2));
  },
  gradient(probabilities, label) {
    checkProbabilities("probabilities", probabilities);
    checkLabelOf("label", label, "probabilities", probabilities);
    return Array.from(probabilities, (p, k) => 2 * (p - (k === label ? 1 : 0)));
  },
};
