import { DomainError } from "../domainError.js";
import { ContinuedFraction } from "./continuedFraction.js";
import { log1pMinusX } from "./log1pMinusX.js";
import { logPoissonKernel } from "./logKernels.js";
import { tailIntegral } from "./tailIntegral.js";

/** From here on the tail is integrated: series and fraction take √a terms and round at each. */
const LARGE = 1e4;

/** The two tails of a distribution at one point; the smaller one is computed, never subtracted. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** Σ xⁿ/((a+1)…(a+n)): all terms are positive. */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Γ(a, x) x^{−a} eˣ as 1/(x+1−a − 1(1−a)/(x+3−a − …)). */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  const sum = new ContinuedFraction(b);
  for (let n = 1; n < 1e7; n++) {
    b += 2;
    if (Math.abs(sum.add(n * (a - n), b) - 1) < 2e-16) break;
  }
  return sum.value;
}

/**
 * Both regularised incomplete gamma functions.
 *
 *     lower = P(a, x) = γ(a, x)/Γ(a),   upper = Q(a, x) = Γ(a, x)/Γ(a)
 *
 * The series for x < a+1, the continued fraction beyond; their common factor xᵃe^{−x}/Γ(a+1) is
 * formed without cancellation (`logPoissonKernel`). From a = 10⁴ on the smaller tail is integrated from x
 * outward (`tailIntegral`); no a takes more work than some hundred exponentials.
 *
 * Errors  DomainError if a is not positive or x is negative.
 * Source  DLMF 8.7.1, 8.9.2.
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(a > 0 && a < Infinity)) throw new DomainError(`a must be positive and finite, got ${a}`);
  if (!(x >= 0)) throw new DomainError(`x must not be negative, got ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const kernel = Math.exp(logPoissonKernel(a, x));
  if (a >= LARGE) return largeTails(a, x, kernel);
  if (x < a + 1) {
    const lower = kernel * series(a, x);
    return lower < 0.9 ? { lower, upper: 1 - lower } : complement(a, x, lower);
  }
  const upper = kernel * a * fraction(a, x);
  return { lower: 1 - upper, upper };
}

/** The smaller tail as kernel·a/x · ∫ of the density relative to its value at x. */
function largeTails(a: number, x: number, kernel: number): Tails {
  if (kernel === 0) return x < a ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 };
  // ln of t^{a−1}e^{−t} at t = x ± s over that at x: the slope alone may be tiny, the rest never cancels.
  const excess = x - (a - 1);
  if (excess >= 0) {
    const g = (s: number): number => (a - 1) * log1pMinusX(s / x) - (s * excess) / x;
    const upper = ((kernel * a) / x) * tailIntegral(g, excess / x, (a - 1) / x / x, Infinity);
    return { lower: 1 - upper, upper };
  }
  const g = (s: number): number => (a - 1) * log1pMinusX(-s / x) + (s * excess) / x;
  const lower = ((kernel * a) / x) * tailIntegral(g, -excess / x, (a - 1) / x / x, x);
  return { lower, upper: 1 - lower };
}

/** Small a: P is near 1 already at small x, and 1 − P has lost digits that the fraction still has. */
function complement(a: number, x: number, lower: number): Tails {
  if (x < 0.5) {
    // Q = 1 − xᵃ/Γ(a+1) · (1 + a Σ_{n≥1} (−x)ⁿ/((a+n) n!)), each factor's distance to 1 kept apart.
    let term = 1;
    let sum = 0;
    for (let n = 1; n < 60; n++) {
      term *= -x / n;
      sum += term / (a + n);
    }
    const logFactor = logPoissonKernel(a, x) + x;
    const upper = -(Math.expm1(logFactor) + Math.exp(logFactor) * a * sum);
    return { lower, upper };
  }
  const upper = Math.exp(logPoissonKernel(a, x)) * a * fraction(a, x);
  return { lower: 1 - upper, upper };
}

/** P(a, x) = γ(a, x)/Γ(a). See `incompleteGamma`. */
export function regularizedGammaLower(a: number, x: number): number {
  return incompleteGamma(a, x).lower;
}

/** Q(a, x) = Γ(a, x)/Γ(a). See `incompleteGamma`. */
export function regularizedGammaUpper(a: number, x: number): number {
  return incompleteGamma(a, x).upper;
}
