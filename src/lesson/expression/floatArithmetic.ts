import { newNestedSearch } from "./nestedSearch.js";
import { HALF_LOG_TWO_PI } from "../../math/numeric/constants.js";
import { erf, erfc } from "../../math/numeric/special/erf.js";
import type { Arithmetic } from "./arithmetic.js";
import { TermBudget } from "./effort.js";
import { integrate } from "./quadrature.js";

/** Bernoulli's B₂ … B₂₀ as fractions: the coefficients of Stirling's series. */
export const bernoulli: readonly (readonly [number, number])[] = [
  [1, 6],
  [-1, 30],
  [1, 42],
  [-1, 30],
  [5, 66],
  [-691, 2730],
  [7, 6],
  [-3617, 510],
  [43867, 798],
  [-174611, 330],
];

function lnGamma(x: number): number {
  if (!(x > 0)) return x === Infinity || (Number.isInteger(x) && x <= 0) ? Infinity : NaN;
  if (Number.isInteger(x) && x <= 23) {
    let product = 1;
    for (let i = 2; i < x; i++) product *= i;
    return Math.log(product);
  }
  let shift = 1;
  let y = x;
  while (y < 15) {
    shift *= y;
    y++;
  }
  let series = 0;
  for (let n = 10; n >= 1; n--) {
    const [top, bottom] = bernoulli[n - 1]!;
    series += top / (bottom * 2 * n * (2 * n - 1) * y ** (2 * n - 1));
  }
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + series - Math.log(shift);
}

function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  let value = 0;
  let y = x;
  while (y < 15) {
    value -= 1 / y;
    y++;
  }
  value += Math.log(y) - 1 / (2 * y);
  for (let n = 1; n <= 10; n++) {
    const [top, bottom] = bernoulli[n - 1]!;
    value -= top / (bottom * 2 * n * y ** (2 * n));
  }
  return value;
}

/** What a sum loses of its largest term. */
const roundingLoss = 2e-15;
/** What an integral may lose of the integral of its absolute value. */
const quadratureLoss = 1e-11;

/** IEEE double precision; it remembers what its sums and integrals may have lost. */
export function floatArithmetic(budget = new TermBudget()): Arithmetic<number> {
  let largestTerm = 0;
  let largestIntegral = 0;
  let largestLoss = 0;
  const term = (x: number): number => {
    const size = x < 0 ? -x : x;
    if (size > largestTerm && size < Infinity) largestTerm = size;
    return x;
  };
  return {
    name: "float64",
    digits: 16,
    tolerance: 1e-9,
    spendTerms: (count) => {
      budget.spend(count);
    },
    term,
    adding: (left, right) => (from) => term(left(from)) + term(right(from)),
    subtracting: (left, right) => (from) => term(left(from)) - term(right(from)),
    lose: (amount) => {
      if (amount > largestLoss) largestLoss = amount;
    },
    withoutLosses: (compute) => {
      const outside = largestTerm;
      const result = compute();
      largestTerm = outside;
      return result;
    },
    searching: newNestedSearch(),
    forgetLosses: () => {
      largestTerm = 0;
      largestLoss = 0;
      largestIntegral = 0;
    },
    losses: () => ({
      largestTerm,
      rounding: roundingLoss * largestTerm,
      quadrature: Math.max(quadratureLoss * largestIntegral, largestLoss),
      overflowed: false,
    }),
    isNearlyLost: (value) => !(value > 1e-300 && value < 1e300),
    integrate: (f, a, b, splits) => {
      // What is added inside, far out in the tails, is no measure of this result's rounding.
      const outside = largestTerm;
      const { value, magnitude } = integrate(f, a, b, splits);
      largestTerm = outside;
      if (magnitude > largestIntegral) largestIntegral = magnitude;
      return value;
    },
    epsilon: 1e-18,
    of: (value) => value,
    parse: Number,
    toNumber: (value) => value,
    isFinite: Number.isFinite,
    isZero: (value) => value === 0,
    exponent: (value) => Math.floor(Math.log10(Math.abs(value))),
    compare: (a, b) => (a < b ? -1 : a > b ? 1 : a === b ? 0 : NaN),
    add: (a, b) => a + b,
    subtract: (a, b) => a - b,
    multiply: (a, b) => a * b,
    divide: (a, b) => a / b,
    negate: (a) => -a,
    power: (a, b) => (b === 2 ? a * a : b === 1 ? a : Math.pow(a, b)),
    pi: Math.PI,
    ln: Math.log,
    exp: Math.exp,
    sqrt: Math.sqrt,
    abs: Math.abs,
    sin: Math.sin,
    cos: Math.cos,
    tanh: Math.tanh,
    sinh: Math.sinh,
    cosh: Math.cosh,
    arctan: Math.atan,
    erf,
    erfc,
    lnGamma,
    digamma,
    softplus: (a) => (a > 0 ? a + Math.log1p(Math.exp(-a)) : Math.log1p(Math.exp(a))),
    sigmoid: (a) => (a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a))),
  };
}
