import { compensatedSum } from "./compensatedSum.js";
import { DomainError } from "./domainError.js";
import type { Vector } from "./vector.js";

/**
 * (1/N) Σ xₙ, by a compensated sum.
 *
 * Errors  DomainError if there are no values.
 * Source  Neumaier (1974), ZAMM 54.
 */
export function compensatedMean(values: Vector): number {
  if (values.length === 0) throw new DomainError("values must have at least one number, got none");
  return compensatedSum(values) / values.length;
}
