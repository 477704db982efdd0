import { checkIsNumber, checkVector } from "./checks.js";
import { DomainError } from "./domainError.js";
import { RunningSum } from "./runningSum.js";
import type { Vector } from "./vector.js";

/**
 * Σ xₖ with the rounding error of every addition carried along, so that the result is as if summed
 * in twice the precision and rounded once.
 *
 * An infinite term makes the sum infinite.
 * Errors  DomainError if one of them is no number, or +∞ and −∞ stand together.
 * Source  Ogita, Rump & Oishi, "Accurate Sum and Dot Product" (2005), SIAM J. Sci. Comput. 26, Sum2.
 */
export function compensatedSum(values: Vector): number {
  const sum = new RunningSum();
  checkVector("values", values);
  for (let k = 0; k < values.length; k++) {
    if (typeof values[k] !== "number") checkIsNumber(`values[${k}]`, values[k]!);
    sum.add(values[k]!);
  }
  const { total } = sum;
  if (Number.isNaN(total)) checkInfinities(values);
  return total;
}

function checkInfinities(values: Vector): void {
  const all = Array.from(values);
  if (all.some((value) => Number.isNaN(value))) return;
  const [upper, lower] = [all.indexOf(Infinity), all.indexOf(-Infinity)];
  throw new DomainError(
    `values must not hold both ∞ and −∞, which have no sum, got them at values[${upper}] and values[${lower}]`,
  );
}
