import { checkAllFinite, checkSameLength } from "../numeric/checks.js";
import { RunningSum } from "../numeric/runningSum.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

/**
 * Wasserstein-1 distance on a line: the least mass times way that turns p into q.
 *
 *     W₁(p, q) = ∫ |P(x) − Q(x)| dx = Σₖ |Pₖ − Qₖ| (xₖ₊₁ − xₖ)      (positions ascending; P, Q cumulative)
 *
 * Unlike the divergences it knows how far apart outcomes are.
 * Shapes  p, q [K], positions [K] in any order, 0 … K − 1 by default → scalar.
 * Units   those of the positions.
 * Errors  DomainError if lengths differ, a position is not finite, or p or q does not sum to 1 within 1e-9.
 * Source  Vallender (1974), Theory Probab. Appl. 18; Villani, Topics in Optimal Transportation (2003), §2.2.
 */
export function wassersteinDistance(p: Vector, q: Vector, positions?: Vector): number {
  checkPair(p, q);
  const x = positions === undefined ? Array.from(p, (_, k) => k) : positions;
  checkSameLength("p", p, "positions", x);
  checkAllFinite("positions", x);
  const order = Array.from(p, (_, k) => k).sort((i, j) => x[i]! - x[j]!);
  const difference = new RunningSum();
  const distance = new RunningSum();
  for (let i = 0; i + 1 < order.length; i++) {
    difference.add(p[order[i]!]!);
    difference.add(-q[order[i]!]!);
    distance.add(Math.abs(difference.total) * (x[order[i + 1]!]! - x[order[i]!]!));
  }
  return distance.total;
}
