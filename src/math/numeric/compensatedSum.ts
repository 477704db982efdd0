import type { Vector } from "./vector.js";

/**
 * Σ xₖ with the rounding error of every addition carried along, so that the result is as if summed
 * in twice the precision and rounded once.
 *
 * An infinite term makes the sum infinite (+∞ and −∞ together: NaN).
 * Source  Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974), ZAMM 54.
 */
export function compensatedSum(values: Vector): number {
  let sum = 0;
  let compensation = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k];
    const next = sum + value;
    compensation += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  // After an infinite term the compensation is ∞ − ∞; the plain sum is then the answer.
  return Number.isFinite(sum) ? sum + compensation : sum;
}
