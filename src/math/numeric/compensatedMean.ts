import { checkNotEmpty } from "./checks.js";
import { compensatedSum } from "./compensatedSum.js";
import type { Vector } from "./vector.js";

/**
 * (1/N) Σ xₙ, by a compensated sum.
 *
 * Errors  DomainError if there are no values, or both ∞ and −∞ among them.
 * Source  Neumaier (1974), ZAMM 54.
 */
export function compensatedMean(values: Vector): number {
  checkNotEmpty("values", values);
  return compensatedSum(values) / values.length;
}
