import { checkIsNumber } from "../checks.js";
import { EULER_GAMMA } from "../constants.js";
import { DomainError } from "../domainError.js";
import { log1mExp } from "../log1mExp.js";
import { productMinus } from "../productMinus.js";
import { ContinuedFraction } from "./continuedFraction.js";
import { digamma } from "./digamma.js";
import { incompleteGamma, logIncompleteGamma } from "./incompleteGamma.js";
import { log1pMinusX } from "./log1pMinusX.js";
import { logGammaAboveTangent } from "./logGammaAboveTangent.js";
import { logBinomialKernel } from "./logKernels.js";
import { tailIntegral } from "./tailIntegral.js";
import { logTails, type Tails } from "./tails.js";

/** From here on the tail is integrated: the fraction takes many terms and rounds at each. */
const LARGE = 3000;

/** Beyond this, beside one of at most `MODEST`, the other parameter leaves no trace but a scale. */
const VAST = 1e15;
const MODEST = 1000;

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
  checkArguments(a, b, x);
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  if (a === 1 || b === 1) return powerTails(a, b, x, y);
  const limit = gammaLimit(a, b, x, y, incompleteGamma);
  if (limit !== undefined) return limit;
  const { isLower, log, factor } = scaledTail(a, b, x, y);
  const tail = Math.exp(log) * factor;
  if (isLower) {
    return { lower: tail, upper: a < 1 && tail > 0.5 ? complement(a, b, x) : 1 - tail };
  }
  return { lower: b < 1 && tail > 0.5 ? complement(b, a, y) : 1 - tail, upper: tail };
}

/**
 * ln I_x(a, b) and ln(1 − I_x(a, b)), finite also where one of them has no double.
 *
 * Errors and source as `incompleteBeta`.
 */
export function logIncompleteBeta(a: number, b: number, x: number, y = 1 - x): Tails {
  checkArguments(a, b, x);
  if (x === 0) return { lower: -Infinity, upper: 0 };
  if (y === 0) return { lower: 0, upper: -Infinity };
  if (a === 1 || b === 1) return logPowerTails(a, b, x, y);
  const limit = gammaLimit(a, b, x, y, logIncompleteGamma);
  if (limit !== undefined) return limit;
  const { isLower, log, factor } = scaledTail(a, b, x, y);
  const logTail = log + Math.log(factor);
  if (!(logTail < -0.5)) return logTails(incompleteBeta(a, b, x, y));
  const rest = log1mExp(logTail);
  return isLower ? { lower: logTail, upper: rest } : { lower: rest, upper: logTail };
}

/** I_x(a, 1) = xᵃ, and 1 − I_x(1, b) = (1−x)ᵇ, in logarithms. */
function logPowerTails(a: number, b: number, x: number, y: number): Tails {
  const logX = y < 0.5 ? Math.log1p(-y) : Math.log(x);
  const logY = x < 0.5 ? Math.log1p(-x) : Math.log(y);
  const log = b === 1 ? a * logX : b * logY;
  const rest = log === 0 ? -Infinity : log1mExp(log);
  return b === 1 ? { lower: log, upper: rest } : { lower: rest, upper: log };
}

function powerTails(a: number, b: number, x: number, y: number): Tails {
  const logs = logPowerTails(a, b, x, y);
  return b === 1
    ? { lower: Math.exp(logs.lower), upper: -Math.expm1(logs.lower) }
    : { lower: -Math.expm1(logs.upper), upper: Math.exp(logs.upper) };
}

/**
 * Of a small a beside a vast b the beta is a gamma in −ln(1 − x), to (a/b)²: undefined where that is not nothing.
 *
 * Source  DLMF 8.18.3, its leading term about b + (a − 1)/2.
 */
function gammaLimit(
  a: number,
  b: number,
  x: number,
  y: number,
  tails: (a: number, x: number) => Tails,
): Tails | undefined {
  if (Math.max(a, b) < VAST || Math.min(a, b) > MODEST) return undefined;
  if (a > b) {
    const { lower, upper } = gammaLimit(b, a, y, x, tails)!;
    return { lower: upper, upper: lower };
  }
  const rate = x < 0.5 ? -Math.log1p(-x) : -Math.log(y);
  return tails(a, Math.min(Number.MAX_VALUE, (b + (a - 1) / 2) * rate));
}

function checkArguments(a: number, b: number, x: number): void {
  if (!(a > 0 && a < Infinity)) throw new DomainError(`a must be positive and finite, got ${a}`);
  if (!(b > 0 && b < Infinity)) throw new DomainError(`b must be positive and finite, got ${b}`);
  if (!(x >= 0 && x <= 1)) throw new DomainError(`x must be in [0, 1], got ${x}`);
}

/** One tail as factor·e^{log}; with a, b ≥ 1 the density is log-concave, which the integral needs. */
function scaledTail(a: number, b: number, x: number, y: number) {
  const log = logBinomialKernel(a, b, x, y);
  if (Math.max(a, b) >= LARGE && Math.min(a, b) >= 1) return largeTail(a, b, x, y, log);
  if (x <= (a + 1) / (a + b + 2)) {
    return { isLower: true, log, factor: (b / (a + b)) * fraction(a, b, x) };
  }
  return { isLower: false, log, factor: (a / (a + b)) * fraction(b, a, y) };
}

/** The smaller tail as kernel·ab/(xy) · ∫ of the density relative to its value at x. */
function largeTail(a: number, b: number, x: number, y: number, log: number) {
  // ln of t^{a−1}(1−t)^{b−1} beside its value at x: the first-order parts meet in `excess`, the rest never cancels.
  const excess = x <= y ? productMinus(a + b - 2, x, a - 1) : 0 - productMinus(a + b - 2, y, b - 1);
  const slope = Math.abs(excess) / (x * y);
  const curvature = (a - 1) / (x * x) + (b - 1) / (y * y);
  const side = excess < 0 ? -1 : 1;
  const isLower = side < 0;
  // Next to an end the tail is its leading term.
  if (!(curvature < 1e290)) return { isLower, log, factor: (isLower ? b : a) / (a + b) };
  const g = (s: number): number =>
    (a - 1) * log1pMinusX((side * s) / x) + (b - 1) * log1pMinusX((-side * s) / y) - slope * s;
  const integral = tailIntegral(g, slope, curvature, isLower ? x : y);
  return { isLower, log, factor: ((b / (a + b)) * a * integral) / (x * y) };
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
  checkIsNumber("a", a);
  checkIsNumber("b", b);
  checkIsNumber("x", x);
  const { lower } = incompleteBeta(a, b, x);
  if (!Number.isNaN(lower) || Number.isNaN(a + b + x)) return lower;
  throw new DomainError(`a and b must be below 1e300 for a value at ${x}, got ${a} and ${b}`);
}
