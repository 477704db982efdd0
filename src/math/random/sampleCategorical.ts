import { DomainError } from "../numeric/domainError.js";
import type { Vector } from "../numeric/vector.js";
import type { Rng } from "./rng.js";

/**
 * An index drawn with probability proportional to its weight.
 *
 * Errors  DomainError if a weight is negative or not finite, or all are 0.
 */
export function sampleCategorical(rng: Rng, weights: Vector): number {
  let total = 0;
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new DomainError(`weights[${k}] must be finite and not negative, got ${weight}`);
    }
    total += weight;
  }
  if (!(total > 0)) throw new DomainError(`weights must have a positive sum, got ${total}`);
  let rest = rng.uniform() * total;
  let last = 0;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] === 0) continue;
    if (rest < weights[k]!) return k;
    rest -= weights[k]!;
    last = k;
  }
  // Rounding may leave a crumb behind the last positive weight.
  return last;
}
