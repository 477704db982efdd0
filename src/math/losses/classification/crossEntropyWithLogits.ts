import { checkSameLength, checkWeights } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Cross-entropy of a target distribution t against softmax(z).
 *
 *     L(z, t) = −Σₖ tₖ ln pₖ,  p = softmax(z)            (computed without cancellation: minusLogSoftmax)
 *     ∂L/∂zₖ  = (Σⱼ tⱼ)·pₖ − tₖ = (Σ_{j≠k} tⱼ)·pₖ − tₖ·(1 − pₖ)
 *
 * The targets are weights of any sum; only where they sum to 1 is the gradient p − t.
 * Shapes  logits [K], target [K] → value scalar, gradient [K].
 * Units   nats. +Infinity when tₖ > 0 where zₖ = −Infinity; 0 · ln 0 is 0.
 * Errors  DomainError if lengths differ, target is negative or NaN, or logits are NaN, +Infinity or all −Infinity.
 * Source  Bishop, PRML (2006), §4.3.4, eq. 4.108 and 4.109.
 */
export const crossEntropyWithLogits: Loss<Vector, Vector> = {
  name: "crossEntropyWithLogits",
  task: "classification",
  domain: { prediction: domains.logits, target: domains.amounts },
  raw: "identity",
  derivation: "07-categorical.ipynb#from-likelihood-to-loss",
  source: "Bishop, PRML (2006), §4.3.4, eq. 4.108 and 4.109.",
  value(logits, target) {
    checkSameLength("logits", logits, "target", target);
    checkWeights("target", target);
    const { minusLog } = softmaxTerms(logits);
    return compensatedSum(minusLog.map((nk, k) => (target[k] === 0 ? 0 : target[k]! * nk)));
  },
  gradient(logits, target) {
    checkSameLength("logits", logits, "target", target);
    checkWeights("target", target);
    const { probabilities, complements } = softmaxTerms(logits);
    // The only 1 − pₖ that can be tiny is the largest's: there Σ_{j≠k} tⱼ is summed, since a difference has no such digits.
    const largest = probabilities.indexOf(Math.max(...probabilities));
    const sum = compensatedSum(target);
    const besideLargest = compensatedSum(Array.from(target, (tk, k) => (k === largest ? 0 : tk)));
    return probabilities.map((pk, k) => {
      const others = k === largest ? besideLargest : sum - target[k]!;
      return others * pk - target[k]! * complements[k]!;
    });
  },
};
