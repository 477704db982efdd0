import type { NestedSearch } from "./nestedSearch.js";

/** What an arithmetic may have lost since it was last told to forget. */
export interface Losses<T> {
  /** The largest number that was added or subtracted; 0 where none was. */
  readonly largestTerm: T;
  /** What sums may have lost of their largest term. */
  readonly rounding: T;
  /** What integrals may have lost of the integral of the absolute value. */
  readonly quadrature: T;
  /** Whether a finite number became 0 or ∞ on the way: such a value is no evidence. */
  readonly overflowed: boolean;
}

/**
 * What the evaluator needs of numbers. The same closures run on float64 and on 60 digits,
 * so a second opinion differs from the first in nothing but rounding.
 */
export interface Arithmetic<T> {
  readonly name: string;
  /** How many decimal digits its numbers have. */
  readonly digits: number;
  /** Numbers that differ by less than this, beside the larger, count as equal. */
  readonly tolerance: number;
  /** Counts so many terms of a sum, product, list or integral; throws EffortError beyond the limit. */
  spendTerms(count: number): void;
  /** Remembers how large a term is that is added or subtracted, and returns it. */
  term(value: T): T;
  /** The sum and the difference of what two functions give, whose sizes are remembered as by `term`. */
  adding<From>(left: (from: From) => T, right: (from: From) => T): (from: From) => T;
  subtracting<From>(left: (from: From) => T, right: (from: From) => T): (from: From) => T;
  /** Remembers what the result of a transformation may have lost. */
  lose(amount: T): void;
  /** Computes something whose terms and overflows say nothing of the result: a search. */
  withoutLosses<Result>(compute: () => Result): Result;
  readonly searching: NestedSearch;
  /** Forgets all terms: `losses` speaks of what was computed since. */
  forgetLosses(): void;
  losses(): Losses<T>;
  /** Whether a number is so near 0 or ∞ that its factors know more about it; absent where none is. */
  isNearlyLost?(value: T): boolean;
  /** ∫ f from a to b, cut at the splits; absent where there is no quadrature. */
  integrate?(f: (x: T) => T, a: T, b: T, splits: readonly T[]): T;
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
  arctan(a: T): T;
  /** 1 − erf(a) */
  erfc(a: T): T;
  erf(a: T): T;
  lnGamma(a: T): T;
  digamma(a: T): T;
  /** ln(1 + eᵃ) */
  softplus(a: T): T;
  /** 1/(1 + e⁻ᵃ) */
  sigmoid(a: T): T;
}
