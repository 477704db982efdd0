import { checkWeights } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { DomainError } from "../numeric/domainError.js";
import type { Vector } from "../numeric/vector.js";
import { xLogY } from "../numeric/xLogY.js";

/**
 * Entropy estimated by the observed frequencies; too low on average, by about (K − 1)/(2N).
 *
 *     Ĥ = −Σₖ (nₖ/N) ln(nₖ/N)
 *
 * Shapes  counts [K] → scalar.
 * Units   nats.
 * Errors  DomainError if a count is negative or not finite, or all are 0.
 * Source  Paninski, "Estimation of Entropy and Mutual Information" (2003), Neural Comput. 15, §2.
 */
export function plugInEntropy(counts: Vector): number {
  checkWeights("counts", counts);
  const total = compensatedSum(counts);
  if (!(total > 0))
    throw new DomainError(`counts must have at least one observation, got ${total}`);
  return 0 - compensatedSum(Array.from(counts, (n) => xLogY(n / total, n / total)));
}
