import {
  checkNonNegative,
  checkOptions,
  checkSameLength,
  checkWeights,
} from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { focalSlope } from "../../numeric/focalSlope.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface SoftFocalOptions {
  /** How strongly easy examples are played down; 2 by default, 0 is cross-entropy. */
  readonly gamma?: number;
}

/**
 * Focal loss of a target distribution t against softmax(z).
 *
 *     L(z, t) = −Σₖ tₖ (1 − pₖ)^γ ln pₖ,  p = softmax(z),  q = 1 − p
 *     κₖ      = tₖ qₖ^γ (γ pₖ ln(pₖ)/qₖ − 1)
 *     ∂L/∂zₖ  = κₖ qₖ − pₖ Σ_{j≠k} κⱼ
 *
 * Shapes  logits [K], target [K] → value scalar, gradient [K].
 * Units   nats. +Infinity when tₖ > 0 where zₖ = −Infinity; a term with tₖ = 0 is 0.
 * Errors  DomainError if γ < 0, lengths differ, target is negative or NaN, or logits are NaN, +Infinity or all −Infinity.
 * Source  Lin et al. (ICCV 2017), eq. 4, for soft targets as in Mukhoti et al., "Calibrating Deep Neural Networks using Focal Loss" (NeurIPS 2020).
 */
export function softFocal(options: SoftFocalOptions = {}): Loss<Vector, Vector> {
  checkOptions("softFocal", options, ["gamma"]);
  const { gamma = 2 } = options;
  checkNonNegative("gamma", gamma);
  return {
    name: "softFocal",
    task: "classification",
    domain: { prediction: domains.logits, target: domains.amounts },
    raw: "identity",
    source:
      'Lin et al. (ICCV 2017), eq. 4, for soft targets as in Mukhoti et al., "Calibrating Deep Neural Networks using Focal Loss" (NeurIPS 2020).',
    value(logits, target) {
      checkSameLength("logits", logits, "target", target);
      checkWeights("target", target);
      const { minusLog, complements } = softmaxTerms(logits);
      return compensatedSum(
        minusLog.map((nk, k) => (target[k] === 0 ? 0 : target[k]! * complements[k]! ** gamma * nk)),
      );
    },
    gradient(logits, target) {
      checkSameLength("logits", logits, "target", target);
      checkWeights("target", target);
      const terms = softmaxTerms(logits);
      // In units of the greatest amount, for the sum of great ones may have no double.
      let unit = 1;
      for (let k = 0; k < target.length; k++) unit = Math.max(unit, target[k]!);
      const slopes = Array.from(target, (tk, k) => (tk / unit) * focalSlope(terms, k, gamma));
      const sum = compensatedSum(slopes);
      return slopes.map(
        (slope, k) =>
          unit * (slope * terms.complements[k]! - terms.probabilities[k]! * (sum - slope)),
      );
    },
  };
}
