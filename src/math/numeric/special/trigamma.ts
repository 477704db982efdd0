import { checkIsNumber } from "../checks.js";
import { DomainError } from "../domainError.js";

/** B₂ₖ for k = 1 … 8. */
const bernoulliNumbers = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/**
 * ψ′(x), the derivative of `digamma`, for x > 0.
 *
 *     ψ′(x) = ψ′(x+1) + 1/x²;   ψ′(x) = 1/x + 1/(2x²) + Σ B₂ₖ/x^{2k+1}   for x ≥ 12
 *
 * Errors  DomainError if x is not positive.
 * Source  DLMF 5.15.5 and 5.15.8.
 */
export function trigamma(x: number): number {
  checkIsNumber("x", x);
  if (!(x > 0)) throw new DomainError(`x must be positive, got ${x}`);
  let shifted = x;
  let correction = 0;
  while (shifted < 12) {
    correction += 1 / (shifted * shifted);
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  let sum = 0;
  for (let k = bernoulliNumbers.length - 1; k >= 0; k--)
    sum = (sum + bernoulliNumbers[k]!) * square;
  return correction + (1 + 0.5 / shifted + sum) / shifted;
}
