import { checkNotEmpty, checkWeights } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { DomainError } from "../numeric/domainError.js";
import type { Vector } from "../numeric/vector.js";

/**
 * Counts or weights as probabilities: each divided by their sum.
 *
 *     pₖ = wₖ/Σⱼ wⱼ
 *
 * The other functions of information take what sums to 1 within 1e-9 and never rescale by themselves.
 * Shapes  [K] → [K]; the weights may be as great or as small as doubles are.
 * Errors  DomainError if there are none, one is negative or not finite, or all are 0.
 * Source  the definition; the sum is compensated, of weights divided by the greatest.
 */
export function normalise(weights: Vector): Float64Array {
  checkNotEmpty("weights", weights);
  checkWeights("weights", weights);
  let most = 0;
  for (let k = 0; k < weights.length; k++) most = Math.max(most, weights[k]!);
  if (!(most > 0)) {
    throw new DomainError(`weights must have a positive sum, got ${weights.length} that are 0`);
  }
  const relative = Float64Array.from(weights, (weight) => weight / most);
  const sum = compensatedSum(relative);
  return relative.map((weight) => weight / sum);
}
