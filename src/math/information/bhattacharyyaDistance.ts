import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import { rootGap } from "../numeric/rootGap.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

/**
 * Bhattacharyya distance: minus the logarithm of the overlap of p and q.
 *
 *     B(p, q) = −ln Σₖ √(pₖqₖ)
 *
 * Shapes  p, q [K] → scalar.
 * Units   nats. +Infinity where p and q share no outcome.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Bhattacharyya (1943), Bull. Calcutta Math. Soc. 35; Kailath (1967), IEEE Trans. Commun. 15.
 */
export function bhattacharyyaDistance(p: Vector, q: Vector): number {
  checkPair(p, q);
  // Near p = q the overlap is 1 − ½Σ(√p − √q)², which log1p reads without loss.
  const gap = compensatedSum(mapPairs(p, q, (pk, qk) => rootGap(pk, qk) ** 2));
  if (gap < 1) return 0 - Math.log1p(-0.5 * gap);
  return 0 - Math.log(compensatedSum(mapPairs(p, q, (pk, qk) => Math.sqrt(pk) * Math.sqrt(qk))));
}
