import { Decimal as BaseDecimal } from "decimal.js";
import type { Arithmetic } from "./arithmetic.js";
import { TermBudget } from "./effort.js";
import { NoSecondOpinion } from "./noSecondOpinion.js";
import { erfc } from "./decimalErfc.js";
import { decimalQuadrature } from "./decimalQuadrature.js";
import { wideExponential, type WideExponential } from "./wideExponential.js";

const Decimal = BaseDecimal.clone({ precision: 60 });
export type Decimal = BaseDecimal;

const one = new Decimal(1);
const half = new Decimal(0.5);

/** ½ ln 2π and B₂, B₄, … for Stirling's series. */
interface Constants {
  readonly halfLnTwoPi: Decimal;
  readonly bernoulli: readonly Decimal[];
}

function newConstants(): Constants {
  const pi = Decimal.acos(-1);
  return { halfLnTwoPi: pi.times(2).ln().times(half), bernoulli: bernoulliNumbers(40) };
}

/** B₂ … B₂ₙ by the tangent numbers, all positive integers, so nothing cancels. */
function bernoulliNumbers(count: number): Decimal[] {
  const tangent: bigint[] = [1n];
  for (let k = 2; k <= count; k++) tangent.push(BigInt(k - 1) * tangent[k - 2]!);
  for (let k = 2; k <= count; k++) {
    for (let j = k; j <= count; j++) {
      tangent[j - 1] = BigInt(j - k) * tangent[j - 2]! + BigInt(j - k + 2) * tangent[j - 1]!;
    }
  }
  return tangent.map((value, i) => {
    const n = i + 1;
    const power = 1n << BigInt(2 * n);
    const bottom = power * (power - 1n);
    const sign = n % 2 === 1 ? 1 : -1;
    return new Decimal((value * BigInt(2 * n)).toString())
      .div(new Decimal(bottom.toString()))
      .times(sign);
  });
}

/** Stirling's series is good to 60 digits from here on. */
const stirlingFrom = 50;

function lnGamma(x: Decimal, { halfLnTwoPi, bernoulli }: Constants): Decimal {
  if (!x.gt(0)) {
    return x.isInteger() && x.lte(0) ? new Decimal(Infinity) : new Decimal(NaN);
  }
  let shift = one;
  let y = x;
  while (y.lt(stirlingFrom)) {
    shift = shift.times(y);
    y = y.plus(1);
  }
  let value = y.minus(half).times(y.ln()).minus(y).plus(halfLnTwoPi).minus(shift.ln());
  const square = y.times(y);
  let power = y;
  for (let n = 1; n <= bernoulli.length; n++) {
    value = value.plus(bernoulli[n - 1]!.div(power.times(2 * n * (2 * n - 1))));
    power = power.times(square);
  }
  return value;
}

function digamma(x: Decimal, { bernoulli }: Constants): Decimal {
  if (!x.gt(0)) return new Decimal(NaN);
  let value = new Decimal(0);
  let y = x;
  while (y.lt(stirlingFrom)) {
    value = value.minus(one.div(y));
    y = y.plus(1);
  }
  value = value.plus(y.ln()).minus(one.div(y.times(2)));
  const square = y.times(y);
  let power = square;
  for (let n = 1; n <= bernoulli.length; n++) {
    value = value.minus(bernoulli[n - 1]!.div(power.times(2 * n)));
    power = power.times(square);
  }
  return value;
}

/**
 * Remembers results: two lines at one point, and a line at the same points again, ask for the same
 * logarithms, and one of 60 digits takes a thousand times as long as looking it up.
 */
function remembered(compute: (x: Decimal) => Decimal): (x: Decimal) => Decimal {
  const known = new Map<string, Decimal>();
  return (x) => {
    // Not toString: that writes every zero of 1e-1000000000.
    const key = `${x.s} ${x.e} ${String(x.d)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute(x);
    if (known.size >= 30_000) known.clear();
    known.set(key, result);
    return result;
  };
}

/** From here on 1 + eᵃ has no room left in the digits: ln(1 + u) = u − u²/2 + … */
function softplus(a: Decimal, digits: number, { exp, ln }: WideExponential): Decimal {
  const u = exp(a.abs().negated());
  const small = a.abs().gt(Math.max(60, digits))
    ? u.minus(u.times(u).times(half)).plus(u.times(u).times(u).div(3))
    : ln(u.plus(1));
  return a.gt(0) ? a.plus(small) : small;
}

function tanh(a: Decimal, { exp }: WideExponential): Decimal {
  const e = exp(a.abs().times(-2));
  const value = e.negated().plus(1).div(e.plus(1));
  return a.lt(0) ? value.negated() : value;
}

/** decimal.js knows π to a thousand digits: an angle that needs more of them has no value here. */
function reduced(compute: () => Decimal): Decimal {
  try {
    return compute();
  } catch (error) {
    throw new NoSecondOpinion("an angle of too many digits", { cause: error });
  }
}

let quadratureOf60: ReturnType<typeof decimalQuadrature> | undefined;

/** Its nodes are the same for every derivation, and take longer than one. */
const quadratureOf = (Number_: BaseDecimal.Constructor): ReturnType<typeof decimalQuadrature> =>
  (quadratureOf60 ??= decimalQuadrature(Number_, wideExponential(Number_)));

/** How many digits, and the powers of ten below which a difference is none: of the larger side, of the largest term. */
interface Precision {
  readonly digits: number;
  readonly tolerance: number;
  readonly rounding: number;
}

/** What a term of many digits costs beside one of float64. */
const termCost = 20;

/** Arithmetic of so many decimal digits; lnΓ and ψ are known to 60. */
function withDigits(
  { digits, tolerance, rounding }: Precision,
  budget: TermBudget,
): Arithmetic<Decimal> {
  const Number_ = BaseDecimal.clone({ precision: digits });
  let constants: Constants | undefined;
  const only60 =
    (compute: (x: Decimal, known: Constants) => Decimal) =>
    (x: Decimal): Decimal => {
      if (digits > 60) throw new NoSecondOpinion("lnΓ and ψ beyond 60 digits");
      return compute(x, (constants ??= newConstants()));
    };
  let pi: Decimal | undefined;
  /** As a power of ten. */
  let largestTerm = -Infinity;
  let overflowed = false;
  let lostInIntegrals = new Number_(0);
  let inIntegral = false;
  const quadrature = digits > 60 ? undefined : quadratureOf(Number_);
  const term = (x: Decimal): Decimal => {
    if (x.e > largestTerm && !x.isZero()) largestTerm = x.e;
    return x;
  };
  /** Notes what exp or a power made 0 or ∞ of a finite number. */
  const within = (result: Decimal, ...from: readonly Decimal[]): Decimal => {
    const lost = !result.isFinite() || result.isZero();
    if (lost && from.every((value) => value.isFinite() && !value.isZero())) overflowed = true;
    return result;
  };
  const wide = wideExponential(Number_);
  const exp = remembered(wide.exp);
  const ln = remembered(wide.ln);
  /** decimal.js raises to broken powers tens of times as slowly. */
  const power = (a: Decimal, b: Decimal): Decimal =>
    a.gt(0) && a.isFinite() && b.isFinite() && !b.isInteger() ? exp(ln(a).times(b)) : a.pow(b);
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
    aside: (compute) => {
      const outside = { largestTerm, overflowed };
      const result = compute();
      ({ largestTerm, overflowed } = outside);
      return result;
    },
    forgetLosses: () => {
      largestTerm = -Infinity;
      overflowed = false;
      lostInIntegrals = new Number_(0);
    },
    losses: () => ({
      rounding: new Number_(largestTerm === -Infinity ? 0 : `1e${largestTerm + rounding}`),
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
    of: (value) => new Number_(value),
    parse: (text) => new Number_(text),
    toNumber: (value) => value.toNumber(),
    isFinite: (value) => value.isFinite(),
    isZero: (value) => value.isZero(),
    exponent: (value) => (value.isZero() ? -Infinity : value.e),
    compare: (a, b) => (a.isNaN() || b.isNaN() ? NaN : a.cmp(b)),
    add: (a, b) => a.plus(b),
    subtract: (a, b) => a.minus(b),
    multiply: (a, b) => a.times(b),
    divide: (a, b) => a.div(b),
    negate: (a) => a.negated(),
    power: (a, b) => within(power(a, b), a, b),
    get pi() {
      return (pi ??= Number_.acos(-1));
    },
    ln,
    exp: (a) => within(exp(a), a),
    sqrt: (a) => a.sqrt(),
    abs: (a) => a.abs(),
    sin: remembered((a) => reduced(() => a.sin())),
    cos: remembered((a) => reduced(() => a.cos())),
    tanh: (a) => tanh(a, wide),
    sinh: (a) => exp(a).minus(exp(a.negated())).div(2),
    cosh: (a) => exp(a).plus(exp(a.negated())).div(2),
    arctan: (a) => a.atan(),
    erf: remembered(only60((a) => new Number_(1).minus(erfc(a)))),
    erfc: remembered(only60(erfc)),
    lnGamma: remembered(only60(lnGamma)),
    digamma: remembered(only60(digamma)),
    softplus: remembered((a) => softplus(a, digits, wide)),
    sigmoid: (a) => new Number_(1).div(within(exp(a.negated()), a).plus(1)),
  };
}

/** 60 decimal digits. */
export const decimalArithmetic = (budget = new TermBudget()): Arithmetic<Decimal> =>
  withDigits({ digits: 60, tolerance: -38, rounding: -50 }, budget);

/** For what 60 digits lose: 1 − σ(150), and everything up to e^±1000 beside 1. */
export const longArithmetic = (budget = new TermBudget()): Arithmetic<Decimal> =>
  withDigits({ digits: 1000, tolerance: -300, rounding: -900 }, budget);
