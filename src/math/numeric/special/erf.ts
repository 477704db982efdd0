import { checkIsNumber } from "../checks.js";
import { ROOT_PI, TWO_OVER_ROOT_PI } from "../constants.js";

/** e^{−x²} with x² formed exactly: x = h + (x−h), h short enough that h² has no rounding. */
export function expMinusSquare(x: number): number {
  const high = Math.round(x * 0x2000000) / 0x2000000;
  if (Math.abs(x) > 40) return 0;
  return Math.exp(-high * high) * Math.exp(-(x - high) * (x + high));
}

/** erf by its series of positive terms: erf x = (2/√π) e^{−x²} Σ 2ⁿ x^{2n+1}/(1·3·…·(2n+1)). */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; ; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return TWO_OVER_ROOT_PI * expMinusSquare(x) * sum;
}

/** Terms of the continued fraction below that reach 1e-17 for x ≥ 1.5. */
function fractionLength(x: number): number {
  return Math.ceil(12 + 190 / (x * x));
}

/**
 * The scaled complementary error function e^{x²} erfc(x), which does not underflow. x ≥ 1.5.
 *
 *     √π e^{x²} erfc x = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …))))
 */
export function scaledErfcFraction(x: number): number {
  let tail = x;
  for (let n = fractionLength(x); n >= 1; n--) tail = x + n / 2 / tail;
  return 1 / (ROOT_PI * tail);
}

/**
 * The error function.
 *
 *     erf(x) = (2/√π) ∫₀ˣ e^{−t²} dt
 *
 * Source  DLMF 7.6.2 (series), 7.9.1 (continued fraction, through `erfc`).
 */
export function erf(x: number): number {
  checkIsNumber("x", x);
  if (Math.abs(x) < 1.5) return erfSeries(x);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/**
 * The complementary error function 1 − erf(x), accurate in its tail: erfc(26) is 5.7e-296.
 *
 * Source  DLMF 7.6.2 and 7.9.1.
 */
export function erfc(x: number): number {
  checkIsNumber("x", x);
  if (x < 0.5) return 1 - erf(x);
  if (x < 1.5) return 1 - erfSeries(x);
  return expMinusSquare(x) * scaledErfcFraction(x);
}

/** ln erfc(x), finite where erfc itself underflows: ln erfc(40) is −1604.26…. Source as `erfc`. */
export function logErfc(x: number): number {
  if (x < -0.5) return Math.log1p(-0.5 * erfc(-x)) + Math.LN2;
  if (x < 0.5) return Math.log1p(-erf(x));
  if (x < 1.5) return Math.log(erfc(x));
  return -x * x + Math.log(scaledErfcFraction(x));
}
