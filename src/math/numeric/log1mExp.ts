import { DomainError } from "./domainError.js";
import { checkIsNumber } from "./checks.js";
/**
 * ln(1 − eˣ) for x ≤ 0, by the branch that keeps its digits: ln(−expm1(x)) near 0, log1p(−eˣ) below −ln 2.
 *
 * log1mExp(0) is −Infinity, log1mExp(−∞) is 0; NaN of NaN.
 * Errors  DomainError if x is positive.
 * Source  Mächler, "Accurately computing log(1 − exp(−|a|))" (2012), R package Rmpfr.
 */
export function log1mExp(x: number): number {
  checkIsNumber("x", x);
  if (x > 0) throw new DomainError(`x must not be positive, got ${x}`);
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}
