import { checkIsNumber } from "../checks.js";
import { DomainError } from "../domainError.js";
import { log1mExp } from "../log1mExp.js";
import { ContinuedFraction } from "./continuedFraction.js";
import { log1pMinusX } from "./log1pMinusX.js";
import { logPoissonKernel } from "./logKernels.js";
import { tailIntegral } from "./tailIntegral.js";
import { logTails, type Tails } from "./tails.js";

/** From here on the tail is integrated: series and fraction take √a terms and round at each. */
const LARGE = 1e4;

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

/** A tail as factor·e^{log}: with all its digits where it has no double of its own. */
interface ScaledTail {
  readonly isLower: boolean;
  readonly log: number;
  readonly factor: number;
}

/** The tail that series, fraction or integral gives: the smaller one, or one that is not small. */
function scaledTail(a: number, x: number): ScaledTail {
  const log = logPoissonKernel(a, x);
  if (a >= LARGE) return largeTail(a, x, log);
  if (x < a + 1) return { isLower: true, log, factor: series(a, x) };
  return { isLower: false, log, factor: a * fraction(a, x) };
}

function checkArguments(a: number, x: number): void {
  if (!(a > 0 && a < Infinity)) throw new DomainError(`a must be positive and finite, got ${a}`);
  if (!(x >= 0)) throw new DomainError(`x must not be negative, got ${x}`);
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
  checkArguments(a, x);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const { isLower, log, factor } = scaledTail(a, x);
  const tail = Math.exp(log) * factor;
  if (!isLower) return { lower: 1 - tail, upper: tail };
  if (tail < 0.9 || a >= LARGE) return { lower: tail, upper: 1 - tail };
  return { lower: tail, upper: complement(a, x) };
}

/**
 * ln P(a, x) and ln Q(a, x), finite also where P or Q has no double: ln Q(1, 10⁴) is −10⁴.
 *
 * Errors and source as `incompleteGamma`.
 */
export function logIncompleteGamma(a: number, x: number): Tails {
  checkArguments(a, x);
  if (x === 0) return { lower: -Infinity, upper: 0 };
  if (x === Infinity) return { lower: 0, upper: -Infinity };
  const { isLower, log, factor } = scaledTail(a, x);
  const logTail = log + Math.log(factor);
  // Where it is not small, the other tail decides.
  if (!(logTail < -0.5)) return logTails(incompleteGamma(a, x));
  const rest = log1mExp(logTail);
  return isLower ? { lower: logTail, upper: rest } : { lower: rest, upper: logTail };
}

/** The smaller tail as kernel·a/x · ∫ of the density relative to its value at x. */
function largeTail(a: number, x: number, log: number): ScaledTail {
  // ln of t^{a−1}e^{−t} at t = x ± s over that at x: the slope alone may be tiny, the rest never cancels.
  const excess = x - (a - 1);
  const isLower = excess < 0;
  const side = isLower ? -1 : 1;
  const slope = Math.abs(excess) / x;
  const g = (s: number): number => (a - 1) * log1pMinusX((side * s) / x) - s * slope;
  const curvature = (a - 1) / x / x;
  // Next to 0 the tail is its leading term.
  if (!(curvature < 1e290)) return { isLower, log, factor: 1 };
  const integral = tailIntegral(g, slope, curvature, isLower ? x : Infinity);
  return { isLower, log, factor: (a / x) * integral };
}

/** Small a: P is near 1 already at small x, and 1 − P has lost digits that the fraction still has. */
function complement(a: number, x: number): number {
  if (x >= 0.5) return Math.exp(logPoissonKernel(a, x)) * a * fraction(a, x);
  // Q = 1 − xᵃ/Γ(a+1) · (1 + a Σ_{n≥1} (−x)ⁿ/((a+n) n!)), each factor's distance to 1 kept apart.
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 60; n++) {
    term *= -x / n;
    sum += term / (a + n);
  }
  const logFactor = logPoissonKernel(a, x) + x;
  return -(Math.expm1(logFactor) + Math.exp(logFactor) * a * sum);
}

/** P(a, x) = γ(a, x)/Γ(a). See `incompleteGamma`. */
export function regularizedGammaLower(a: number, x: number): number {
  checkIsNumber("a", a);
  checkIsNumber("x", x);
  return incompleteGamma(a, x).lower;
}

/** Q(a, x) = Γ(a, x)/Γ(a). See `incompleteGamma`. */
export function regularizedGammaUpper(a: number, x: number): number {
  checkIsNumber("a", a);
  checkIsNumber("x", x);
  return incompleteGamma(a, x).upper;
}
