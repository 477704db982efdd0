/** How many bits the numbers of one arithmetic have, one less, and 2^bits. */
export interface Precision {
  readonly bits: number;
  readonly width: bigint;
  readonly below: bigint;
  /** What a mantissa has more than a double's. */
  readonly beyondDouble: bigint;
  readonly full: bigint;
  /** A product of two mantissas has twice as many bits, from here on, or one less. */
  readonly longProduct: bigint;
}

export type Operand = WideNumber | number;

const view = new DataView(new ArrayBuffer(8));
/** A double's 53rd bit, which is not stored. */
const hiddenBit = 1n << 52n;

/** Digits of a mantissa beyond those that are promised. */
const guardBits = 17;

export function precisionOf(digits: number): Precision {
  const bits = Math.ceil(digits * Math.log2(10)) + guardBits;
  const width = BigInt(bits);
  return {
    bits,
    width,
    below: width - 1n,
    beyondDouble: width - 53n,
    full: 1n << width,
    longProduct: 1n << (2n * width - 1n),
  };
}

/**
 * A number of so many bits: sign · mantissa · 2^(exponent − bits + 1), where the mantissa has exactly `bits` bits, so that
 * the size is in [2^exponent, 2^(exponent + 1)). Zero has the exponent −∞, infinity ∞, what is no number NaN; there is
 * no negative zero. A result is cut off, wrong by one unit of the last bit at most.
 *
 * JavaScript's whole numbers carry it: decimal.js takes ten times as long for a product, and thirty for a quotient.
 */
export class WideNumber {
  readonly precision: Precision;
  readonly sign: 1 | -1;
  readonly mantissa: bigint;
  readonly exponent: number;

  constructor(precision: Precision, sign: 1 | -1, mantissa: bigint, exponent: number) {
    this.precision = precision;
    this.sign = sign;
    this.mantissa = mantissa;
    this.exponent = exponent;
  }

  /** Of a double, exactly: the sum of nine equal ones is nine times one. A tenth is `parse("0.1")`. */
  static of(precision: Precision, value: number): WideNumber {
    if (value === 0 || !Number.isFinite(value)) return special(precision, value);
    view.setFloat64(0, value);
    const top = view.getUint32(0);
    const exponent = (top >>> 20) & 0x7ff;
    const mantissa = BigInt((top & 0xfffff) * 2 ** 32 + view.getUint32(4));
    if (exponent === 0) return rounded(precision, value < 0 ? -mantissa : mantissa, -1074);
    return new WideNumber(
      precision,
      value < 0 ? -1 : 1,
      (mantissa + hiddenBit) << precision.beyondDouble,
      exponent - 1023,
    );
  }

  /** Of decimals such as `-6.7e-1000000`. */
  static parse(precision: Precision, text: string): WideNumber {
    const match = /^\s*([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d+))?\s*$/i.exec(text);
    if (match === null) return special(precision, Number(text));
    const [, sign = "", whole = "", fraction = "", power = "0"] = match;
    const digits = BigInt(whole + fraction);
    return scaled(precision, sign === "-" ? -digits : digits, Number(power) - fraction.length);
  }

  isFinite(): boolean {
    return this.exponent < Infinity;
  }

  isNaN(): boolean {
    return Number.isNaN(this.exponent);
  }

  isZero(): boolean {
    return this.exponent === -Infinity;
  }

  isInteger(): boolean {
    const { exponent, mantissa, precision } = this;
    if (exponent === -Infinity) return true;
    if (!(exponent >= 0 && exponent < Infinity)) return false;
    const behind = precision.bits - 1 - exponent;
    return behind <= 0 || BigInt.asUintN(behind, mantissa) === 0n;
  }

  negated(): WideNumber {
    if (this.mantissa === 0n && this.exponent !== Infinity) return this;
    return new WideNumber(this.precision, this.sign === 1 ? -1 : 1, this.mantissa, this.exponent);
  }

  abs(): WideNumber {
    return this.sign === 1 ? this : this.negated();
  }

  /** −1, 0 or 1; NaN where one of them is. */
  cmp(other: Operand): number {
    const b = typeof other === "number" ? WideNumber.of(this.precision, other) : other;
    if (this.isNaN() || b.isNaN()) return NaN;
    if (this.sign !== b.sign) return this.sign;
    if (this.exponent !== b.exponent) return this.exponent > b.exponent ? this.sign : -this.sign;
    const gap = this.precision.bits - b.precision.bits;
    const [mine, its] =
      gap === 0
        ? [this.mantissa, b.mantissa]
        : gap > 0
          ? [this.mantissa, b.mantissa << BigInt(gap)]
          : [this.mantissa << BigInt(-gap), b.mantissa];
    return mine === its ? 0 : mine > its ? this.sign : -this.sign;
  }

  gt(other: Operand): boolean {
    return this.cmp(other) > 0;
  }

  gte(other: Operand): boolean {
    return this.cmp(other) >= 0;
  }

  lt(other: Operand): boolean {
    return this.cmp(other) < 0;
  }

  lte(other: Operand): boolean {
    return this.cmp(other) <= 0;
  }

  eq(other: Operand): boolean {
    return this.cmp(other) === 0;
  }

  plus(other: Operand): WideNumber {
    return sum(this, this.fitting(other));
  }

  minus(other: Operand): WideNumber {
    return sum(this, this.fitting(other).negated());
  }

  times(other: Operand): WideNumber {
    const b = this.fitting(other);
    const { precision } = this;
    const sign = this.sign === b.sign ? 1 : -1;
    const exponent = this.exponent + b.exponent;
    // ∞ · 0 is NaN by its exponent already.
    if (!Number.isSafeInteger(exponent)) return beyond(precision, sign, exponent);
    const product = this.mantissa * b.mantissa;
    return product >= precision.longProduct
      ? new WideNumber(precision, sign, product >> precision.width, exponent + 1)
      : new WideNumber(precision, sign, product >> precision.below, exponent);
  }

  div(other: Operand): WideNumber {
    const b = this.fitting(other);
    const { precision } = this;
    const sign = this.sign === b.sign ? 1 : -1;
    const exponent = this.exponent - b.exponent;
    if (!Number.isSafeInteger(exponent)) return beyond(precision, sign, exponent);
    return this.mantissa >= b.mantissa
      ? new WideNumber(precision, sign, (this.mantissa << precision.below) / b.mantissa, exponent)
      : new WideNumber(
          precision,
          sign,
          (this.mantissa << precision.width) / b.mantissa,
          exponent - 1,
        );
  }

  sqrt(): WideNumber {
    const { precision, exponent } = this;
    if (this.isZero() || (exponent === Infinity && this.sign === 1)) return this;
    if (this.sign < 0 || Number.isNaN(exponent)) return special(precision, NaN);
    // m · 2^(e − bits + 1), with an even power below the root.
    const odd = Math.abs(exponent % 2);
    const root = wholeRoot(this.mantissa << (precision.below + BigInt(odd)), precision.bits);
    return new WideNumber(precision, 1, root, (exponent - odd) / 2);
  }

  /** The nearest double; ±∞ and 0 beyond what it can hold. */
  toNumber(): number {
    const { exponent, mantissa, precision, sign } = this;
    if (!Number.isFinite(exponent)) return exponent === -Infinity ? 0 : sign * exponent;
    const top = Number(mantissa >> BigInt(precision.bits - 64)) / 2 ** 63;
    // In two steps, so that a number below 2^-1022 is reached.
    const near = Math.max(-1000, Math.min(1000, exponent));
    return sign * top * 2 ** near * 2 ** Math.max(-1000, Math.min(1000, exponent - near));
  }

  /** log₁₀ of its size, as a double. */
  log10(): number {
    const { exponent, mantissa, precision } = this;
    if (!Number.isFinite(exponent)) return exponent;
    const top = Number(mantissa >> BigInt(precision.bits - 64)) / 2 ** 63;
    return Math.log10(top) + exponent * Math.LOG10E * Math.LN2;
  }

  /** So many decimal digits, cut to `2.5` or `2.5e-30`. */
  toPrecision(digits: number): string {
    if (!Number.isFinite(this.exponent)) return String(this.toNumber());
    let power = Math.floor(this.log10());
    const written = (): string => {
      const shifted = scaled(
        precisionOf(digits + 10),
        this.mantissa,
        digits - 1 - power,
        this.exponent - this.precision.bits + 1,
      );
      return wholeOf(shifted.plus(0.5)).toString();
    };
    let text = written();
    if (text.length !== digits) {
      power += text.length > digits ? 1 : -1;
      text = written();
    }
    const minus = this.sign < 0 ? "-" : "";
    if (power < -7 || power >= digits) {
      const behind = text.length > 1 ? `.${text.slice(1)}` : "";
      return `${minus}${text[0]!}${behind}e${power < 0 ? "" : "+"}${power}`;
    }
    if (power < 0) return `${minus}0.${"0".repeat(-power - 1)}${text}`;
    const behind = text.slice(power + 1);
    return `${minus}${text.slice(0, power + 1)}${behind === "" ? "" : `.${behind}`}`;
  }

  toString(): string {
    return this.toPrecision(Math.ceil(this.precision.bits * Math.LOG10E * Math.LN2));
  }

  /** Another number, with as many bits as this one has. */
  fitting(other: Operand): WideNumber {
    if (typeof other === "number") return WideNumber.of(this.precision, other);
    return inPrecision(this.precision, other);
  }
}

/** A number with other bits. */
export function inPrecision(precision: Precision, x: WideNumber): WideNumber {
  const gap = precision.bits - x.precision.bits;
  if (gap === 0) return x;
  const mantissa = gap > 0 ? x.mantissa << BigInt(gap) : x.mantissa >> BigInt(-gap);
  return new WideNumber(precision, x.sign, mantissa, x.exponent);
}

/** 0, ±∞ and NaN. */
export function special(precision: Precision, value: number): WideNumber {
  const exponent = value === 0 ? -Infinity : Math.abs(value);
  return new WideNumber(precision, value < 0 ? -1 : 1, 0n, exponent);
}

/** What has no such exponent: 0, ±∞ and NaN. */
const beyond = (precision: Precision, sign: 1 | -1, exponent: number): WideNumber =>
  special(precision, exponent < 0 ? 0 : sign * (exponent > 0 ? Infinity : NaN));

/** value · 2^power, cut off. */
export function rounded(precision: Precision, value: bigint, power: number): WideNumber {
  if (value === 0n) return special(precision, 0);
  const size = value < 0n ? -value : value;
  const length = bitLength(size);
  const gap = precision.bits - length;
  const mantissa = gap >= 0 ? size << BigInt(gap) : size >> BigInt(-gap);
  return new WideNumber(precision, value < 0n ? -1 : 1, mantissa, power + length - 1);
}

/** Up to here a power of ten is written out. */
const writtenOut = 2000;

/** value · 10^power · 2^binary, cut off. */
function scaled(precision: Precision, value: bigint, power: number, binary = 0): WideNumber {
  if (value === 0n) return special(precision, 0);
  if (Math.abs(power) > writtenOut) {
    // The digits that 10 multiplied with itself loses.
    const wide = precisionOf(Math.ceil(precision.bits / 3) + 30);
    const ten = wholePower(WideNumber.of(wide, 10), Math.abs(power));
    const whole = rounded(wide, value, binary);
    return inPrecision(precision, power < 0 ? whole.div(ten) : whole.times(ten));
  }
  if (power >= 0) return rounded(precision, value * 10n ** BigInt(power), binary);
  const divisor = 10n ** BigInt(-power);
  const more = Math.max(
    0,
    precision.bits + 2 + bitLength(divisor) - bitLength(value < 0n ? -value : value),
  );
  return rounded(precision, (value << BigInt(more)) / divisor, binary - more);
}

/** x · x · … · x, so many times. */
export function wholePower(x: WideNumber, times: number): WideNumber {
  let result = WideNumber.of(x.precision, 1);
  let square = x;
  for (let rest = times; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result.times(square);
    if (rest > 1) square = square.times(square);
  }
  return result;
}

/** The part before the point. */
export function wholeOf({ sign, mantissa, exponent, precision }: WideNumber): bigint {
  if (exponent < 0) return 0n;
  const behind = exponent - precision.bits + 1;
  const size = behind >= 0 ? mantissa << BigInt(behind) : mantissa >> BigInt(-behind);
  return sign < 0 ? -size : size;
}

function sum(a: WideNumber, b: WideNumber): WideNumber {
  const { precision } = a;
  if (a.mantissa === 0n || b.mantissa === 0n) {
    if (b.exponent === -Infinity) return a;
    if (a.exponent === -Infinity) return b;
    const [x, y] = [a, b].map((one) => (one.isFinite() ? 0 : one.toNumber()));
    return special(precision, x! + y!);
  }
  const [large, small] = a.exponent >= b.exponent ? [a, b] : [b, a];
  const apart = large.exponent - small.exponent;
  if (apart > precision.bits + 2) return large;
  const shift = BigInt(apart);
  if (large.sign === small.sign) {
    const total = large.mantissa + (small.mantissa >> shift);
    return total >= precision.full
      ? new WideNumber(precision, large.sign, total >> 1n, large.exponent + 1)
      : new WideNumber(precision, large.sign, total, large.exponent);
  }
  // Two bits more than there are, so that nothing is lost where the two nearly cancel.
  const difference = (large.mantissa << 2n) - ((small.mantissa << 2n) >> shift);
  const size = difference < 0n ? -difference : difference;
  const sign = difference < 0n ? (large.sign === 1 ? -1 : 1) : large.sign;
  const isWhole = size >> (precision.width + 1n) !== 0n;
  if (isWhole) return new WideNumber(precision, sign, size >> 2n, large.exponent);
  if (size === 0n) return special(precision, 0);
  const { mantissa, exponent } = rounded(precision, size, large.exponent - precision.bits - 1);
  return new WideNumber(precision, sign, mantissa, exponent);
}

/** How many bits a whole number above zero has. */
export function bitLength(value: bigint): number {
  const near = Number(value);
  if (near === Infinity) {
    const text = value.toString(16);
    return 4 * (text.length - 1) + (32 - Math.clz32(parseInt(text[0]!, 16)));
  }
  view.setFloat64(0, near);
  const length = (view.getUint16(0) >> 4) - 1022;
  // 2^60 − 1 is rounded to 2^60.
  return value >> BigInt(length - 1) === 0n ? length - 1 : length;
}

/** ⌊√value⌋ by Newton's rule, from a double; the root has so many bits. */
function wholeRoot(value: bigint, bits: number): bigint {
  const shift = BigInt(2 * bits - 128);
  const start = BigInt(Math.floor(Math.sqrt(Number(value >> shift)) * 2 ** 20));
  let root = start << BigInt(bits - 84);
  for (let known = 50; ; known *= 2) {
    root = (root + value / root) >> 1n;
    if (known > 2 * bits) break;
  }
  while (root * root > value) root--;
  return root;
}
