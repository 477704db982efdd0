import { softmaxTerms } from "./softmaxTerms.js";
import type { Vector } from "./vector.js";

/**
 * pₖ = e^{zₖ} / Σⱼ e^{zⱼ}: logits to a point on the simplex.
 *
 * Shapes  logits [K] → probabilities [K]; 0 where a logit is −Infinity.
 * Errors  DomainError if logits are empty, NaN, +Infinity or all −Infinity.
 * Source  Bishop, PRML (2006), §4.2, eq. 4.62.
 */
export function softmax(logits: Vector): number[] {
  return [...softmaxTerms(logits).probabilities];
}
