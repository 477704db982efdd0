import { NoSecondOpinion } from "./noSecondOpinion.js";
import {
  bitLength,
  inPrecision,
  precisionOf,
  rounded,
  special,
  wholePower,
  WideNumber,
  type Precision,
} from "./wideNumber.js";
import { expNear, lnNear, sinNear, cosNear, piOver, lnTwoOver } from "./wideSeries.js";

/** The functions of numbers of one precision. */
export interface WideFunctions {
  readonly pi: WideNumber;
  exp(x: WideNumber): WideNumber;
  ln(x: WideNumber): WideNumber;
  sin(x: WideNumber): WideNumber;
  cos(x: WideNumber): WideNumber;
  atan(x: WideNumber): WideNumber;
  power(x: WideNumber, y: WideNumber): WideNumber;
}

/** Bits beyond those of the result. */
const guardBits = 40;
/** e^x is ∞ or 0 for an x of more bits. */
const largestExponent = 52;
/** An angle beyond needs more digits of π than are computed. */
const largestAngle = 3000;

/**
 * exp, ln, sin, cos and atan on whole numbers over 2^bits. exp: x = k ln 2 + r, Taylor's series of r/2^m, squared m times.
 * ln: x = 2^k m with m in [0.7, 1.4), y = ln m as float64, and ln m = y + 2 artanh((m − e^y)/(m + e^y)), whose argument is
 * 1e-16. sin and cos: Taylor's series of what is left beside the next quarter of a turn. atan: beside the float64 one.
 *
 * Errors  some units of the last of the guard bits; checked against decimal.js.
 */
export function wideFunctions(precision: Precision): WideFunctions {
  const { bits } = precision;
  const constant = remembered((name: "π" | "ln 2", width: number) =>
    name === "π" ? piOver(width) : lnTwoOver(width),
  );

  function exp(x: WideNumber): WideNumber {
    if (x.exponent < -bits) return one.plus(x);
    if (!(x.exponent < largestExponent)) {
      if (x.isNaN()) return x;
      return special(precision, x.sign > 0 ? Infinity : 0);
    }
    const wide = bits + guardBits;
    const k = Math.round(x.toNumber() / Math.LN2);
    const more = 54;
    const rest = fixed(x, wide + more) - BigInt(k) * constant("ln 2", wide + more);
    return rounded(precision, expNear(rest >> BigInt(more), wide), k - wide);
  }

  function ln(x: WideNumber): WideNumber {
    if (x.isZero()) return special(precision, -Infinity);
    if (x.sign < 0 || x.isNaN()) return special(precision, NaN);
    if (x.exponent === Infinity) return x;
    const isUpper = x.mantissa >> BigInt(bits - 8) > 181n;
    const k = x.exponent + (isUpper ? 1 : 0);
    // Beside 1 the logarithm is as small as the distance: as many more bits keep its digits.
    const near = k === 0 ? Math.max(0, -x.minus(1).exponent) : 0;
    if (near === Infinity) return special(precision, 0);
    const wide = bits + guardBits + near;
    const m = isUpper ? x.mantissa << BigInt(wide - bits) : x.mantissa << BigInt(wide - bits + 1);
    const value = lnNear(
      m,
      Number(x.mantissa >> BigInt(bits - 64)) / 2 ** (isUpper ? 64 : 63),
      wide,
    );
    return rounded(precision, k === 0 ? value : value + BigInt(k) * constant("ln 2", wide), -wide);
  }

  /** Which quarter of a turn, and the angle beside it over 2^wide. */
  function turned(
    x: WideNumber,
    extra = 0,
  ): { readonly quarter: number; readonly rest: bigint; readonly wide: number } {
    if (x.exponent > largestAngle) throw new NoSecondOpinion("an angle of too many digits");
    const wide = bits + guardBits + Math.max(0, -x.exponent) + extra;
    const more = Math.max(0, x.exponent) + 4;
    const quarterTurn = constant("π", wide + more) >> 1n;
    const doubled = 2n * fixed(x, wide + more) + quarterTurn;
    const count = doubled / (2n * quarterTurn) - (doubled < 0n ? 1n : 0n);
    const rest = (doubled - quarterTurn - 2n * count * quarterTurn) >> BigInt(more + 1);
    const length = rest === 0n ? 0 : bitLength(rest < 0n ? -rest : rest);
    // Beside a quarter of a turn the rest is small: as many more bits keep its digits.
    const isShort = length < bits + guardBits / 2;
    return isShort && extra === 0
      ? turned(x, wide - length)
      : { quarter: Number(BigInt.asUintN(2, count)), rest, wide };
  }

  function sine(x: WideNumber, ahead: number): WideNumber {
    if (x.exponent === Infinity || x.isNaN()) return special(precision, NaN);
    if (x.exponent < -bits) return ahead === 0 ? x : WideNumber.of(precision, 1);
    const { quarter, rest, wide } = turned(x);
    const at = (quarter + ahead) % 4;
    const value = at % 2 === 0 ? sinNear(rest, wide) : cosNear(rest, wide);
    return rounded(precision, at < 2 ? value : -value, -wide);
  }

  function atan(x: WideNumber): WideNumber {
    if (x.isZero() || x.isNaN() || x.exponent < -bits) return x;
    if (x.exponent > bits + 8) {
      const quarterTurn = api.pi.div(x.sign * 2);
      return x.exponent === Infinity ? quarterTurn : quarterTurn.minus(one.div(x));
    }
    // tan(y + d) = x: d is the arc of (x − tan y)/(1 + x tan y), which is as small as a rounding of float64.
    const start = WideNumber.of(precision, x.exponent < -900 ? 0 : Math.atan(x.toNumber()));
    const tan = sine(start, 0).div(sine(start, 1));
    const t = x.minus(tan).div(x.times(tan).plus(1));
    const square = t.times(t);
    let value = t;
    let odd = t;
    for (let n = 3; odd.exponent > value.exponent - bits; n += 2) {
      odd = odd.times(square).negated();
      value = value.plus(odd.div(n));
      if (odd.isZero()) break;
    }
    return start.plus(value);
  }

  /** Whole powers by multiplication, others as e^(y ln x). */
  function power(x: WideNumber, y: WideNumber): WideNumber {
    const isOrdinary = [x, y].every((value) => Number.isFinite(value.exponent));
    if (!isOrdinary) return WideNumber.of(precision, Math.pow(sample(x), sampleExponent(y)));
    if (y.isInteger() && y.exponent < 53) {
      const times = Math.abs(y.toNumber());
      const wide = times > 8 ? precisionWith(bits + 64) : precision;
      const size = inPrecision(precision, wholePower(inPrecision(wide, x), times));
      return y.sign > 0 ? size : one.div(size);
    }
    if (x.sign > 0) return exp(ln(x).times(y));
    if (!y.isInteger()) return special(precision, NaN);
    // So large a whole number is even, but for its last bit.
    const size = exp(ln(x.negated()).times(y));
    return isOdd(y) ? size.negated() : size;
  }

  const precisionWith = (wanted: number): Precision =>
    precisionOf(Math.ceil(wanted * Math.LOG10E * Math.LN2));
  const one = WideNumber.of(precision, 1);
  let pi: WideNumber | undefined;
  const api: WideFunctions = {
    get pi() {
      return (pi ??= rounded(precision, constant("π", bits + guardBits), -bits - guardBits));
    },
    exp,
    ln,
    sin: (x) => sine(x, 0),
    cos: (x) => sine(x, 1),
    atan,
    power,
  };
  return api;
}

const isOdd = (y: WideNumber): boolean => y.isInteger() && !y.div(2).isInteger();

/** A double that stands to 0, 1 and ∞ as a number does, for what a power is at the edges. */
function sample(x: WideNumber): number {
  if (!Number.isFinite(x.exponent)) return x.toNumber();
  const beside = x.abs().cmp(1);
  return x.sign * (beside === 0 ? 1 : beside > 0 ? 2 : 0.5);
}

function sampleExponent(y: WideNumber): number {
  if (!Number.isFinite(y.exponent)) return y.toNumber();
  return y.sign * (isOdd(y) ? 3 : y.isInteger() ? 2 : 1.5);
}

/** x as a whole number over 2^width, cut off. */
function fixed({ sign, mantissa, exponent, precision }: WideNumber, width: number): bigint {
  if (mantissa === 0n) return 0n;
  const shift = exponent - precision.bits + 1 + width;
  const size = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
  return sign < 0 ? -size : size;
}

/** A constant at the most bits that were asked of it, cut to those that are. */
function remembered<Name extends string>(
  compute: (name: Name, bits: number) => bigint,
): (name: Name, bits: number) => bigint {
  const known = new Map<Name, { readonly bits: number; readonly value: bigint }>();
  return (name, bits) => {
    let found = known.get(name);
    if (found === undefined || found.bits < bits) {
      found = { bits: bits + 64, value: compute(name, bits + 64) };
      known.set(name, found);
    }
    return found.value >> BigInt(found.bits - bits);
  };
}
