import { EULER_GAMMA } from "../constants.js";
import { DomainError } from "../domainError.js";
import { productMinus } from "../productMinus.js";
import { ContinuedFraction } from "./continuedFraction.js";
import { digamma } from "./digamma.js";
import type { Tails } from "./incompleteGamma.js";
import { log1pMinusX } from "./log1pMinusX.js";
import { logGammaAboveTangent } from "./logGammaAboveTangent.js";
import { logBinomialKernel } from "./logKernels.js";
import { tailIntegral } from "./tailIntegral.js";

/** From here on the tail is integrated: the fraction takes many terms and rounds at each. */
const LARGE = 3000;

/** 1/(1 + d₁/(1 + d₂/(1 + …))). */
function fraction(a: number, b: number, x: number): number {
  const sum = new ContinuedFraction(1);
  sum.add((-(a + b) * x) / (a + 1), 1);
  for (let m = 1; m < 1e7; m++) {
    sum.add((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), 1);
    const factor = sum.add((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)), 1);
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return sum.value;
}

/**
 * Both regularised incomplete beta functions, lower = I_x(a, b) and upper = 1 − I_x(a, b).
 *
 *     I_x(a, b) = xᵃ(1−x)ᵇ/(a B(a,b)) · 1/(1 + d₁/(1 + d₂/(1 + …)))
 *     d_{2m} = m(b−m)x/((a+2m−1)(a+2m)),   d_{2m+1} = −(a+m)(a+b+m)x/((a+2m)(a+2m+1))
 *
 * y = 1 − x may be given where it is known to more digits. Beyond (a+1)/(a+b+2) the roles of x and
 * y are exchanged. Where a or b is 3000 or more, and neither below 1, the smaller tail is integrated from x outward (`tailIntegral`), with a
 * bounded number of terms.
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
  // With a, b ≥ 1 the density is log-concave, which the integral needs.
  if (Math.max(a, b) >= LARGE && Math.min(a, b) >= 1) return largeTails(a, b, x, y, kernel);
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = kernel * b * fraction(a, b, x);
    return { lower, upper: a < 1 && lower > 0.5 ? complement(a, b, x) : 1 - lower };
  }
  const upper = kernel * a * fraction(b, a, y);
  return { lower: b < 1 && upper > 0.5 ? complement(b, a, y) : 1 - upper, upper };
}

/** The smaller tail as kernel·ab/(xy) · ∫ of the density relative to its value at x. */
function largeTails(a: number, b: number, x: number, y: number, kernel: number): Tails {
  // ln of t^{a−1}(1−t)^{b−1} beside its value at x: the first-order parts meet in `excess`, the rest never cancels.
  const excess = x <= y ? productMinus(a + b - 2, x, a - 1) : 0 - productMinus(a + b - 2, y, b - 1);
  if (kernel === 0) return excess < 0 ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 };
  const density = (kernel * a * b) / (x * y);
  const slope = Math.abs(excess) / (x * y);
  const curvature = (a - 1) / (x * x) + (b - 1) / (y * y);
  const side = excess < 0 ? -1 : 1;
  const g = (s: number): number =>
    (a - 1) * log1pMinusX((side * s) / x) + (b - 1) * log1pMinusX((-side * s) / y) - slope * s;
  const tail = density * tailIntegral(g, slope, curvature, side < 0 ? x : y);
  return side < 0 ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
}

/**
 * 1 − I_x(a, b) for a small a, where I is near 1 already at small x, and the difference has no digits left.
 *
 *     I_x(a, b) = xᵃ/(a B(a,b)) · [1 + a Σ_{n≥1} (1−b)ₙ xⁿ/(n! (a+n))],   each factor's distance to 1 kept apart
 *
 * ln(a B(a,b)) = ln Γ(1+a) − (ln Γ(b+a) − ln Γ(b)), both by their tangents.
 */
function complement(a: number, b: number, x: number): number {
  const log =
    a * (Math.log(x) + EULER_GAMMA + digamma(b)) -
    logGammaAboveTangent(1, a) +
    logGammaAboveTangent(b, a);
  let term = 1;
  let sum = 0;
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    term *= ((n - b) / n) * x;
    sum += term / (a + n);
  }
  return -(Math.expm1(log) + Math.exp(log) * a * sum);
}

/** I_x(a, b). See `incompleteBeta`. */
export function regularizedBeta(a: number, b: number, x: number): number {
  return incompleteBeta(a, b, x).lower;
}
