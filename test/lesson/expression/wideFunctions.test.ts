import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { NoSecondOpinion } from "../../../src/lesson/expression/noSecondOpinion.js";
import { wideFunctions } from "../../../src/lesson/expression/wideFunctions.js";
import { precisionOf, WideNumber } from "../../../src/lesson/expression/wideNumber.js";

const numbers = [
  "0",
  "1",
  "-1",
  "2",
  "10",
  "0.5",
  "-0.3",
  "3.2",
  "1.41421356",
  "0.31",
  "9.99999999999999999999",
  "1e-30",
  "-1e-80",
  "3e-17",
  "1.000000000000000000000000000001",
  "0.99999999999999999999999999",
  "0.999",
  "150",
  "-1000",
  "123456.789",
  "-98765.4321",
  "1e-500",
  "7e400",
  "1.5707963267948966192313216916",
  "-4.7123889803846898576939650749",
];

describe.each([60, 150])("numbers of %i digits", (digits) => {
  const precision = precisionOf(digits);
  // Forty digits more, which share no step with ours.
  const Reference = Decimal.clone({ precision: digits + 40 });
  const { exp, ln, sin, cos, atan, power } = wideFunctions(precision);
  const wide = (text: string): WideNumber => WideNumber.parse(precision, text);
  /** Binary numbers are tenths only nearly. */
  const exactly = (x: WideNumber): Decimal =>
    new Reference(x.isZero() ? 0 : x.toPrecision(digits + 40));
  const expectClose = (value: WideNumber, wanted: Decimal): void => {
    if (wanted.isZero() || !wanted.isFinite()) {
      expect(value.toNumber()).toBe(wanted.isZero() ? 0 : wanted.toNumber());
      return;
    }
    const gap = exactly(value).minus(wanted).div(wanted).abs();
    expect(gap.lt(`1e${1 - digits}`), `${value.toString()} for ${wanted.toString()}`).toBe(true);
  };
  const isSmall = (x: Decimal): boolean => x.abs().lt(1e6);

  it.each(numbers)("the functions of %s are those of decimal.js", (text) => {
    const x = wide(text);
    expectClose(x, new Reference(text));
    const reference = exactly(x);
    if (isSmall(reference)) expectClose(exp(x), reference.exp());
    if (reference.gt(0)) expectClose(ln(x), reference.ln());
    if (reference.gte(0)) expectClose(x.sqrt(), reference.sqrt());
    if (isSmall(reference)) {
      expectClose(sin(x), reference.sin());
      expectClose(cos(x), reference.cos());
    }
    expectClose(atan(x), reference.atan());
    for (const n of [0, 3, -2, 11]) expectClose(power(x, wide(String(n))), reference.pow(n));
    if (reference.gt(0)) expectClose(power(x, wide("0.3")), reference.pow("0.3"));
  });

  it.each(numbers)("sums, products and quotients with %s are those of decimal.js", (text) => {
    const x = wide(text);
    const reference = exactly(x);
    for (const other of numbers) {
      const y = wide(other);
      const second = exactly(y);
      expectClose(x.times(y), reference.times(second));
      if (!second.isZero()) expectClose(x.div(y), reference.div(second));
      expect(x.cmp(y)).toBe(reference.cmp(second));
      const [sum, gap] = [x.plus(y), x.minus(y)];
      // What cancels keeps the digits of its terms.
      const size = reference.abs().plus(second.abs()).times(`1e${-digits}`);
      expect(exactly(sum).minus(reference.plus(second)).abs().lte(size)).toBe(true);
      expect(exactly(gap).minus(reference.minus(second)).abs().lte(size)).toBe(true);
    }
  });

  it("knows 0, ∞ and what is no number as JavaScript does", () => {
    const edges = [0, 1, -1, 0.5, -2, 3, Infinity, -Infinity, NaN];
    for (const a of edges) {
      const x = WideNumber.of(precision, a);
      for (const b of edges) {
        const y = WideNumber.of(precision, b);
        expect(x.plus(y).toNumber()).toBe(a + b);
        expect(x.times(y).toNumber()).toBe(a * b + 0);
        expect(x.gt(y)).toBe(a > b);
        expect(x.lte(y)).toBe(a <= b);
        if (b !== 0) expect(x.div(y).toNumber()).toBe(a / b + 0);
        if (a !== 0 || b >= 0) expect(power(x, y).toNumber()).toBe(Math.pow(a, b) + 0);
      }
      const near = (value: WideNumber, wanted: number): void => {
        if (Number.isFinite(wanted)) expect(value.toNumber()).toBeCloseTo(wanted, 12);
        else expect(value.toNumber()).toBe(wanted);
      };
      near(exp(x), Math.exp(a));
      near(ln(x), Math.log(a));
      near(x.sqrt(), Math.sqrt(a));
    }
  });
});

it("reads and writes numbers far beyond those of float64", () => {
  const precision = precisionOf(60);
  for (const text of ["6.7e-1000000", "-3.25e+123456", "0.125", "-12.5", "1e-9", "0.0004", "100"]) {
    const x = WideNumber.parse(precision, text);
    expect(new Decimal(x.toPrecision(20)).eq(text)).toBe(true);
    expect(WideNumber.parse(precision, x.toString()).minus(x).abs().lte(x.abs().times(1e-59))).toBe(
      true,
    );
  }
  expect(WideNumber.parse(precision, "0.99999").toPrecision(3)).toBe("1.00");
  expect(WideNumber.of(precision, 5e-324).toNumber()).toBe(5e-324);
  expect(WideNumber.parse(precision, "1e400").toNumber()).toBe(Infinity);
});

it("has no sine of an angle that needs thousands of digits of π", () => {
  const precision = precisionOf(60);
  const { sin } = wideFunctions(precision);
  expect(() => sin(WideNumber.parse(precision, "1e1000"))).toThrow(NoSecondOpinion);
  expect(sin(WideNumber.parse(precision, "1e60")).toNumber()).toBeCloseTo(0.83038, 4);
});

it("is its own inverse to 1000 digits", () => {
  const precision = precisionOf(1000);
  const { exp, ln } = wideFunctions(precision);
  for (const text of ["0.7", "-150.25", "1000"]) {
    const x = WideNumber.parse(precision, text);
    expect(ln(exp(x)).minus(x).abs().lt(WideNumber.parse(precision, "1e-990"))).toBe(true);
  }
});
