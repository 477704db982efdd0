import { checkLabel, checkOptions, checkProbability, classesOf } from "../../numeric/checks.js";
import type { Vector } from "../../numeric/vector.js";
import { crossEntropyWithLogits } from "./crossEntropyWithLogits.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface LabelSmoothingOptions {
  /** The share ε of the target that goes to all classes alike; 0.1 by default. */
  readonly smoothing?: number;
}

/**
 * Cross-entropy against a label that is not believed quite: ε of its weight is spread over all classes.
 *
 *     tₖ = (1 − ε)·δₖᵧ + ε/K
 *     L(z, y) = −Σₖ tₖ ln pₖ,  p = softmax(z)
 *     ∂L/∂zₖ  = pₖ − tₖ
 *
 * Shapes  logits [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats. +Infinity when ε > 0 and a logit is −Infinity.
 * Errors  DomainError if ε is not between 0 and 1, the label is no class index, or logits are NaN, +Infinity or all −Infinity.
 * Source  Szegedy et al., "Rethinking the Inception Architecture for Computer Vision" (CVPR 2016), §7.
 */
export function labelSmoothing(options: LabelSmoothingOptions = {}): Loss<Vector, number> {
  checkOptions("labelSmoothing", options, ["smoothing"]);
  const { smoothing = 0.1 } = options;
  checkProbability("smoothing", smoothing);
  const smoothed = (label: number, classes: number): number[] => {
    checkLabel("label", label, classes);
    const share = smoothing / classes;
    return Array.from({ length: classes }, (_, k) => (k === label ? 1 - smoothing + share : share));
  };
  return {
    name: "labelSmoothing",
    task: "classification",
    domain: { prediction: domains.logits, target: domains.label },
    raw: "identity",
    derivation: "10-cross-entropy-in-practice.ipynb#label-smoothing",
    source:
      'Szegedy et al., "Rethinking the Inception Architecture for Computer Vision" (CVPR 2016), §7.',
    value: (logits, label) =>
      crossEntropyWithLogits.value(logits, smoothed(label, classesOf("logits", logits))),
    gradient: (logits, label) =>
      crossEntropyWithLogits.gradient(logits, smoothed(label, classesOf("logits", logits))),
  };
}
