import { RunningSum } from "./runningSum.js";
import type { Vector } from "./vector.js";

/**
 * Σ xₖ with the rounding error of every addition carried along, so that the result is as if summed
 * in twice the precision and rounded once.
 *
 * An infinite term makes the sum infinite (+∞ and −∞ together: NaN).
 * Source  Ogita, Rump & Oishi, "Accurate Sum and Dot Product" (2005), SIAM J. Sci. Comput. 26, Sum2.
 */
export function compensatedSum(values: Vector): number {
  const sum = new RunningSum();
  for (let k = 0; k < values.length; k++) sum.add(values[k]!);
  return sum.total;
}
