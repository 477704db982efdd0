import { DomainError } from "../domainError.js";
import type { Tails } from "./incompleteGamma.js";
import { logBinomialKernel } from "./logKernels.js";

/** 1/(1 + d₁/(1 + d₂/(1 + …))) by Lentz's method. */
function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < tiny) d = tiny;
  d = 1 / d;
  let value = d;
  for (let m = 1; m < 1e7; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return value;
}

/**
 * Both regularised incomplete beta functions, lower = I_x(a, b) and upper = 1 − I_x(a, b).
 *
 *     I_x(a, b) = xᵃ(1−x)ᵇ/(a B(a,b)) · 1/(1 + d₁/(1 + d₂/(1 + …)))
 *     d_{2m} = m(b−m)x/((a+2m−1)(a+2m)),   d_{2m+1} = −(a+m)(a+b+m)x/((a+2m)(a+2m+1))
 *
 * y = 1 − x may be given where it is known to more digits. Beyond (a+1)/(a+b+2) the roles of x and
 * y are exchanged. The work grows as √max(a, b).
 *
 * Errors  DomainError if a or b is not positive or x is outside [0, 1].
 * Source  DLMF 8.17.22; the factor in front by Loader's method (`logBinomialKernel`).
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): Tails {
  if (!(a > 0 && a < Infinity)) throw new DomainError(`a must be positive and finite, got ${a}`);
  if (!(b > 0 && b < Infinity)) throw new DomainError(`b must be positive and finite, got ${b}`);
  if (!(x >= 0 && x <= 1)) throw new DomainError(`x must be in [0, 1], got ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const kernel = Math.exp(logBinomialKernel(a, b, x, y)) / (a + b);
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = kernel * b * fraction(a, b, x);
    return { lower, upper: 1 - lower };
  }
  const upper = kernel * a * fraction(b, a, y);
  return { lower: 1 - upper, upper };
}

/** I_x(a, b). See `incompleteBeta`. */
export function regularizedBeta(a: number, b: number, x: number): number {
  return incompleteBeta(a, b, x).lower;
}
