import { DomainError } from "./domainError.js";
import { checkIsNumber } from "./checks.js";
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/**
 * One term of a Kullback–Leibler divergence: p · ln(p / q) for p, q ≥ 0.
 *
 *     0 where p = 0;  +Infinity where p > 0 and q = 0
 *
 * p/q near 1 goes through log1p, since ln(1 + 10⁻¹⁴) has no digits left after the division;
 * a quotient outside the normal range is a difference of logarithms.
 * Errors  DomainError if p or q is negative, or both are infinite.
 * Source  Cover & Thomas, Elements of Information Theory (2006), §2.3; the term is scipy.special.rel_entr.
 */
export function relEntr(p: number, q: number): number {
  checkIsNumber("p", p);
  checkIsNumber("q", q);
  if (p < 0 || q < 0) throw new DomainError(`p and q must not be negative, got ${p} and ${q}`);
  if (p === Infinity && q === Infinity) throw new DomainError("p and q must not both be infinite");
  if (p === 0) return Number.isNaN(q) ? NaN : 0;
  if (q === 0) return Infinity;
  const ratio = p / q;
  if (ratio > 0.5 && ratio < 2) return p * Math.log1p((p - q) / q);
  if (ratio >= SMALLEST_NORMAL && ratio < Infinity) return p * Math.log(ratio);
  return p * (Math.log(p) - Math.log(q));
}
