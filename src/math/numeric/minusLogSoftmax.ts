import { softmaxTerms } from "./softmaxTerms.js";
import type { Vector } from "./vector.js";

/**
 * nₖ = −ln softmax(z)ₖ = (m − zₖ) + log1p(Σ_{j≠a} e^{zⱼ−m}), with a = argmax z and m = z_a.
 *
 * Never cancels: minusLogSoftmax([40, 0])[0] is 4.248354255291589e-18, not 0.
 * Shapes  logits [K] → [K], in nats; +Infinity where a logit is −Infinity.
 * Errors  DomainError if logits are empty, NaN, +Infinity or all −Infinity.
 * Source  Blanchard, Higham & Higham (2021), IMA J. Numer. Anal. 41, with the largest term taken out of the sum.
 */
export function minusLogSoftmax(logits: Vector): number[] {
  return [...softmaxTerms(logits).minusLog];
}
