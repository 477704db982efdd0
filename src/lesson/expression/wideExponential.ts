import type { Decimal } from "decimal.js";

/** exp and ln to so many digits. */
export interface WideExponential {
  exp(x: Decimal): Decimal;
  ln(x: Decimal): Decimal;
}

/** Beyond, e^x is left to decimal.js, which knows what overflows. */
const largest = 1e6;
/** Bits beyond those of the digits: for rounding, and for a multiple of ln 10 up to `largest`. */
const guardBits = 64;
/** Digits beyond, before the result is rounded. */
const guardDigits = 6;

/**
 * exp and ln by whole numbers: decimal.js takes tens of times as long, and hundreds at 1000 digits.
 *
 * x is an integer over 2^bits. exp: x = k ln 10 + r, Taylor's series of r/2^m, squared m times. ln: x = 10^k m with m
 * in [0.3, 3.2), y = ln m as float64, and ln m = y + 2 artanh((m − e^y)/(m + e^y)), whose argument is 1e-16.
 *
 * Errors  below 1e−(digits + 3) of the result, before it is rounded; checked against decimal.js.
 */
export function wideExponential(Number_: Decimal.Constructor): WideExponential {
  const digits = Number_.precision;
  const bits = Math.ceil(digits * Math.log2(10)) + guardBits;
  let lnTenKept: bigint | undefined;
  const lnTen = (): bigint => (lnTenKept ??= lnNear(10n << BigInt(bits), 10, bits));
  return {
    exp(x) {
      if (!x.isFinite() || x.abs().gt(largest)) return x.exp();
      const k = Math.round(x.toNumber() / Math.LN10);
      const rest = toFixedPoint(x, bits) - BigInt(k) * lnTen();
      return toDecimal(Number_, expNear(rest, bits), bits, k);
    },
    ln(x) {
      if (!x.gt(0) || !x.isFinite()) return x.ln();
      const lead = Number(x.toExponential().split("e")[0]);
      const k = x.e + (lead > 3.2 ? 1 : 0);
      // Beside 1 the logarithm is as small as the distance: as many more bits keep its digits.
      const distance = x.minus(1);
      if (distance.isZero()) return new Number_(0);
      const near = k === 0 ? Math.ceil(Math.max(0, -distance.e) * Math.log2(10)) : 0;
      const wide = bits + near;
      const m = toFixedPoint(x, wide, -k);
      const value = lnNear(m, lead > 3.2 ? lead / 10 : lead, wide);
      return toDecimal(Number_, k === 0 ? value : value + BigInt(k) * lnTen(), wide, 0);
    },
  };
}

/** x · 10^shift as an integer over 2^bits, cut off. */
function toFixedPoint(x: Decimal, bits: number, shift = 0): bigint {
  const [mantissa = "0", exponent = "0"] = x.toExponential().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const power = Number(exponent) - fraction.length + shift;
  // Smaller than any bit: 1e-1000000 is not written out.
  if (Number(exponent) + shift < -bits) return 0n;
  const integer = BigInt(whole + fraction) << BigInt(bits);
  return power < 0 ? integer / 10n ** BigInt(-power) : integer * 10n ** BigInt(power);
}

/** value/2^bits · 10^shift, rounded to the precision. */
function toDecimal(
  Number_: Decimal.Constructor,
  value: bigint,
  bits: number,
  shift: number,
): Decimal {
  // As many digits behind the point as the leading zeros and the precision need.
  const size = value < 0n ? -value : value;
  const zeros = Math.max(0, Math.floor((bits - size.toString(2).length) / Math.log2(10)));
  const places = Number_.precision + guardDigits + zeros;
  const scaled = (value * 10n ** BigInt(places)) >> BigInt(bits);
  return new Number_(`${scaled}e${shift - places}`).toSignificantDigits(Number_.precision);
}

/** e^(x/2^bits), for x/2^bits of the size of 1. */
function expNear(x: bigint, bits: number): bigint {
  const halvings = Math.ceil(Math.sqrt(bits) / 2);
  // Each squaring doubles what is lost.
  const wide = BigInt(bits + halvings + 8);
  const one = 1n << wide;
  // x · 2^(wide − bits) / 2^halvings = x · 2^8
  const reduced = x << 8n;
  let sum = one + reduced;
  let term = reduced;
  for (let n = 2n; term !== 0n && term !== -1n; n++) {
    term = ((term * reduced) >> wide) / n;
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum = (sum * sum) >> wide;
  return sum >> (wide - BigInt(bits));
}

/** ln of m, an integer over 2^bits, that is nearly `rounded`. */
function lnNear(m: bigint, rounded: number, bits: number): bigint {
  const start = Math.log(rounded);
  // A float64 is a whole number of 2^-1074; 2^-60 is near enough to begin with.
  const first = BigInt(Math.round(start * 2 ** 52)) << BigInt(bits - 52);
  const power = first === 0n ? 1n << BigInt(bits) : expNear(first, bits);
  const width = BigInt(bits);
  const ratio = ((m - power) << width) / (m + power);
  const square = (ratio * ratio) >> width;
  let sum = ratio;
  let odd = ratio;
  for (let n = 3n; odd !== 0n && odd !== -1n; n += 2n) {
    odd = (odd * square) >> width;
    sum += odd / n;
  }
  return first + 2n * sum;
}
