import { newNestedSearch } from "./nestedSearch.js";
import type { Arithmetic } from "./arithmetic.js";
import { TermBudget } from "./effort.js";
import { NoSecondOpinion } from "./noSecondOpinion.js";
import { erfc } from "./decimalErfc.js";
import { decimalQuadrature } from "./decimalQuadrature.js";
import { wideFunctions, type WideFunctions } from "./wideFunctions.js";
import { inPrecision, precisionOf, rounded, special, WideNumber } from "./wideNumber.js";
import { digits60, functions60, one } from "./sixtyDigits.js";
import { type Constants, newConstants, lnGamma, digamma } from "./decimalGamma.js";

const digits1000 = precisionOf(1000);
const functions1000 = wideFunctions(digits1000);
/**
 * Remembers results: two lines at one point, and a line at the same points again, ask for the same
 * logarithms.
 */
function remembered(compute: (x: WideNumber) => WideNumber): (x: WideNumber) => WideNumber {
  const known = new Map<bigint, { readonly x: WideNumber; readonly result: WideNumber }>();
  return (x) => {
    const found = known.get(x.mantissa);
    if (found?.x.exponent === x.exponent && found.x.sign === x.sign) return found.result;
    const result = compute(x);
    if (known.size >= 30_000) known.clear();
    known.set(x.mantissa, { x, result });
    return result;
  };
}

/** From here on 1 + eᵃ has no room left in the digits: ln(1 + u) = u − u²/2 + … */
function softplus(
  a: WideNumber,
  digits: number,
  { exp, ln }: Pick<WideFunctions, "exp" | "ln">,
): WideNumber {
  const u = exp(a.abs().negated());
  const small = a.abs().gt(Math.max(60, digits))
    ? u.minus(u.times(u).div(2)).plus(u.times(u).times(u).div(3))
    : ln(u.plus(1));
  return a.gt(0) ? a.plus(small) : small;
}

function tanh(a: WideNumber, { exp }: Pick<WideFunctions, "exp">): WideNumber {
  const e = exp(a.abs().times(-2));
  const value = e.negated().plus(1).div(e.plus(1));
  return a.lt(0) ? value.negated() : value;
}

let quadratureOf60: ReturnType<typeof decimalQuadrature> | undefined;

/** How many digits, and the powers of ten below which a difference is none: of the larger side, of the largest term. */
interface Digits {
  readonly digits: 60 | 1000;
  readonly tolerance: number;
  readonly rounding: number;
}

const toSixty = (x: WideNumber): WideNumber => inPrecision(digits60, x);

/** What a term of many digits costs beside one of float64. */
const termCost = 20;

/** Arithmetic of so many decimal digits; lnΓ and ψ are known to 60. */
function withDigits(
  { digits, tolerance, rounding }: Digits,
  budget: TermBudget,
): Arithmetic<WideNumber> {
  const precision = digits === 60 ? digits60 : digits1000;
  const functions = digits === 60 ? functions60 : functions1000;
  const roundingBits = Math.floor(rounding * Math.log2(10));
  const zero = special(precision, 0);
  let constants: Constants | undefined;
  const only60 =
    (compute: (x: WideNumber, known: Constants) => WideNumber) =>
    (x: WideNumber): WideNumber => {
      if (digits > 60) throw new NoSecondOpinion("lnΓ and ψ beyond 60 digits");
      return compute(x, (constants ??= newConstants()));
    };
  /** As a power of two. */
  let largestTerm = -Infinity;
  let overflowed = false;
  let lostInIntegrals = zero;
  let inIntegral = false;
  const quadrature =
    digits > 60 ? undefined : (quadratureOf60 ??= decimalQuadrature(precision, functions));
  const term = (x: WideNumber): WideNumber => {
    if (x.exponent > largestTerm && x.exponent < Infinity) largestTerm = x.exponent;
    return x;
  };
  /** Notes what exp or a power made 0 or ∞ of a finite number; what is no number, as (−2)^½, is not lost. */
  const within = (result: WideNumber, ...from: readonly WideNumber[]): WideNumber => {
    const lost = result.isZero() || result.exponent === Infinity;
    if (lost && from.every((value) => value.isFinite() && !value.isZero())) overflowed = true;
    return result;
  };
  const exp = remembered(functions.exp);
  const ln = remembered(functions.ln);
  return {
    name: `${digits} digits`,
    digits,
    tolerance: 10 ** tolerance,
    spendTerms: (count) => {
      budget.spend(count * termCost);
    },
    term,
    adding: (left, right) => (from) => term(left(from)).plus(term(right(from))),
    subtracting: (left, right) => (from) => term(left(from)).minus(term(right(from))),
    lose: (amount) => {
      if (amount.gt(lostInIntegrals)) lostInIntegrals = amount;
    },
    withoutLosses: (compute) => {
      const outside = { largestTerm, overflowed };
      const result = compute();
      ({ largestTerm, overflowed } = outside);
      return result;
    },
    searching: newNestedSearch(),
    forgetLosses: () => {
      largestTerm = -Infinity;
      overflowed = false;
      lostInIntegrals = zero;
    },
    losses: () => ({
      largestTerm: largestTerm === -Infinity ? zero : rounded(precision, 1n, largestTerm),
      rounding:
        largestTerm === -Infinity ? zero : rounded(precision, 1n, largestTerm + roundingBits),
      quadrature: lostInIntegrals,
      overflowed,
    }),
    ...(quadrature === undefined
      ? {}
      : {
          integrate: (f, a, b, splits) => {
            if (inIntegral) throw new NoSecondOpinion("an integral in an integral");
            // What is added and what underflows inside, far out in the tails, says nothing of this result.
            const outside = { largestTerm, overflowed };
            inIntegral = true;
            try {
              const { value, loss } = quadrature(f, a, b, splits);
              if (loss.gt(lostInIntegrals)) lostInIntegrals = loss;
              return value;
            } finally {
              inIntegral = false;
              ({ largestTerm, overflowed } = outside);
            }
          },
        }),
    epsilon: digits > 60 ? Number.MIN_VALUE : 1e-62,
    of: (value) => WideNumber.of(precision, value),
    parse: (text) => WideNumber.parse(precision, text),
    toNumber: (value) => value.toNumber(),
    isFinite: (value) => value.isFinite(),
    isZero: (value) => value.isZero(),
    exponent: (value) => Math.floor(value.log10()),
    compare: (a, b) => a.cmp(b),
    add: (a, b) => a.plus(b),
    subtract: (a, b) => a.minus(b),
    multiply: (a, b) => a.times(b),
    divide: (a, b) => a.div(b),
    negate: (a) => a.negated(),
    power: (a, b) => within(functions.power(a, b), a, b),
    get pi() {
      return functions.pi;
    },
    ln,
    exp: (a) => within(exp(a), a),
    sqrt: (a) => a.sqrt(),
    abs: (a) => a.abs(),
    sin: remembered(functions.sin),
    cos: remembered(functions.cos),
    tanh: (a) => tanh(a, { exp }),
    sinh: (a) => exp(a).minus(exp(a.negated())).div(2),
    cosh: (a) => exp(a).plus(exp(a.negated())).div(2),
    arctan: functions.atan,
    erf: remembered(only60((a) => one.minus(toSixty(erfc(a))))),
    erfc: remembered(only60((a) => toSixty(erfc(a)))),
    lnGamma: remembered(only60(lnGamma)),
    digamma: remembered(only60(digamma)),
    softplus: remembered((a) => softplus(a, digits, { exp, ln })),
    sigmoid: (a) => WideNumber.of(precision, 1).div(within(exp(a.negated()), a).plus(1)),
  };
}

/** 60 decimal digits. */
export const decimalArithmetic = (budget = new TermBudget()): Arithmetic<WideNumber> =>
  withDigits({ digits: 60, tolerance: -38, rounding: -50 }, budget);

/** For what 60 digits lose: 1 − σ(150), and everything up to e^±1000 beside 1. */
export const longArithmetic = (budget = new TermBudget()): Arithmetic<WideNumber> =>
  withDigits({ digits: 1000, tolerance: -300, rounding: -900 }, budget);
