import { checkIsNumber } from "../checks.js";
import { DomainError } from "../domainError.js";

/** B₂ₖ/(2k) for k = 1 … 8. */
const coefficients = [
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32760,
  1 / 12,
  -3617 / 8160,
];

/**
 * ψ(x) = d ln Γ(x)/dx, for x > 0.
 *
 *     ψ(x) = ψ(x+1) − 1/x;   ψ(x) = ln x − 1/(2x) − Σ B₂ₖ/(2k x²ᵏ)   for x ≥ 12
 *
 * Errors  DomainError if x is not positive.
 * Source  DLMF 5.5.2 and 5.11.2.
 */
export function digamma(x: number): number {
  checkIsNumber("x", x);
  if (!(x > 0)) throw new DomainError(`x must be positive, got ${x}`);
  let shifted = x;
  let correction = 0;
  while (shifted < 12) {
    correction += 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = (sum + coefficients[k]!) * square;
  return Math.log(shifted) - 0.5 / shifted - sum - correction;
}

/**
 * ψ(x) − ln x, without the cancellation of the two at large x: about −1/(2x).
 *
 * Errors  DomainError if x is not positive.
 * Source  DLMF 5.11.2.
 */
export function digammaMinusLog(x: number): number {
  if (x < 12) return digamma(x) - Math.log(x);
  const square = 1 / (x * x);
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = (sum + coefficients[k]!) * square;
  return -0.5 / x - sum;
}
