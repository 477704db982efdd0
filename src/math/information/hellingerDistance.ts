import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import { rootGap } from "../numeric/rootGap.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

/**
 * Hellinger distance, a metric.
 *
 *     h(p, q) = √(½ Σₖ (√pₖ − √qₖ)²) = √(1 − Σₖ √(pₖqₖ)),   between 0 and 1
 *
 * Shapes  p, q [K] → scalar.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Hellinger (1909), J. Reine Angew. Math. 136; Le Cam & Yang, Asymptotics in Statistics (2000), §3.1.
 */
export function hellingerDistance(p: Vector, q: Vector): number {
  checkPair(p, q);
  const terms = mapPairs(p, q, (pk, qk) => rootGap(pk, qk) ** 2);
  return Math.sqrt(0.5 * compensatedSum(terms));
}
