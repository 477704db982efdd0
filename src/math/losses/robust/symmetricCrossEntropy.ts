import {
  checkFinite,
  checkInterval,
  checkLabelOf,
  checkNonNegative,
  checkOptions,
} from "../../numeric/checks.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface SymmetricCrossEntropyOptions {
  /** The weight α of cross-entropy; 0.1 by default. */
  readonly alpha?: number;
  /** The weight β of reverse cross-entropy; 1 by default. */
  readonly beta?: number;
  /** A < 0, what ln 0 is taken for; −4 by default. */
  readonly logZero?: number;
}

/**
 * Symmetric cross-entropy: α·CE + β·RCE, where reverse cross-entropy lets the prediction doubt the label.
 *
 *     RCE(z, y) = −Σₖ pₖ ln δₖᵧ = −A (1 − p_y),   ln 0 := A < 0
 *     L(z, y)   = −α ln p_y − β A (1 − p_y)
 *     ∂L/∂z_y   = −c (1 − p_y),   ∂L/∂zⱼ = c pⱼ,   c = α − β A p_y
 *
 * With α = 0, β = 1, A = −2 it is the absolute error Σ|p − δ|.
 * Shapes  logits [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats, with A in nats. +Infinity when α > 0 and z_y = −Infinity.
 * Errors  DomainError if α or β is negative, A > 0, βA has no double, the label is no class index, or logits are NaN, +Infinity or all −Infinity.
 * Source  Wang et al., "Symmetric Cross Entropy for Robust Learning with Noisy Labels" (ICCV 2019), and the program published with it.
 */
export function symmetricCrossEntropy(
  options: SymmetricCrossEntropyOptions = {},
): Loss<Vector, number> {
  checkOptions("symmetricCrossEntropy", options, ["alpha", "beta", "logZero"]);
  const { alpha = 0.1, beta = 1, logZero = -4 } = options;
  checkNonNegative("alpha", alpha);
  checkNonNegative("beta", beta);
  checkFinite("logZero", logZero);
  checkInterval("logZero", logZero, -Infinity, 0);
  checkFinite("beta·logZero", beta * logZero);
  return {
    name: "symmetricCrossEntropy",
    task: "classification",
    domain: { prediction: domains.logits, target: domains.label },
    raw: "identity",
    derivation: "12-noisy-labels.ipynb#symmetric-cross-entropy",
    source:
      'Wang et al., "Symmetric Cross Entropy for Robust Learning with Noisy Labels" (ICCV 2019), and the program published with it.',
    value(logits, label) {
      checkLabelOf("label", label, "logits", logits);
      const { minusLog, complements } = softmaxTerms(logits);
      const forward = alpha === 0 ? 0 : alpha * minusLog[label]!;
      return forward - beta * logZero * complements[label]!;
    },
    gradient(logits, label) {
      checkLabelOf("label", label, "logits", logits);
      const { probabilities, complements } = softmaxTerms(logits);
      const factor = alpha - beta * logZero * probabilities[label]!;
      return probabilities.map((pk, k) => (k === label ? -factor * complements[k]! : factor * pk));
    },
  };
}
