/**
 * What the evaluator needs of numbers. The same closures run on float64 and on 60 digits,
 * so a second opinion differs from the first in nothing but rounding.
 */
export interface Arithmetic<T> {
  readonly name: string;
  /** Terms of an infinite sum smaller than this, relative to the sum, end it. */
  readonly epsilon: number;
  of(value: number): T;
  parse(text: string): T;
  toNumber(value: T): number;
  isFinite(value: T): boolean;
  isZero(value: T): boolean;
  /** ⌊log₁₀ |value|⌋; −∞ for zero, NaN for what is no number. */
  exponent(value: T): number;
  /** −1, 0 or 1; NaN where one of them is. */
  compare(a: T, b: T): number;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  negate(a: T): T;
  power(a: T, b: T): T;
  readonly pi: T;
  ln(a: T): T;
  exp(a: T): T;
  sqrt(a: T): T;
  abs(a: T): T;
  sin(a: T): T;
  cos(a: T): T;
  tanh(a: T): T;
  sinh(a: T): T;
  cosh(a: T): T;
  lnGamma(a: T): T;
  digamma(a: T): T;
  /** ln(1 + eᵃ) */
  softplus(a: T): T;
  /** 1/(1 + e⁻ᵃ) */
  sigmoid(a: T): T;
}
