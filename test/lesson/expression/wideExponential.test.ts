import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { wideExponential } from "../../../src/lesson/expression/wideExponential.js";

/** decimal.js with ten digits more, which shares no step with ours. */
const arguments_ = [
  "0",
  "1",
  "-1",
  "2",
  "10",
  "0.5",
  "-0.3",
  "3.2",
  "3.1999999",
  "0.31",
  "9.99999999999999999999",
  "1e-30",
  "-1e-80",
  "1.000000000000000000000000000001",
  "0.99999999999999999999999999",
  "1.001",
  "0.999",
  "150",
  "-150",
  "1000.5",
  "-1000",
  "123456.789",
  "-98765.4321",
  "1e-500",
  "7e400",
  "2.302585092994045684017991454684364207601101488628772976",
];

describe.each([60, 200])("exp and ln to %i digits", (digits) => {
  const Number_ = Decimal.clone({ precision: digits });
  const Reference = Decimal.clone({ precision: digits + 10 });
  const { exp, ln } = wideExponential(Number_);
  const apart = (value: Decimal, wanted: Decimal): number =>
    wanted.isZero()
      ? value.abs().toNumber()
      : new Reference(value).minus(wanted).div(wanted).abs().log().toNumber();

  it.each(arguments_)("e^%s is decimal.js's", (text) => {
    const value = exp(new Number_(text));
    if (new Decimal(text).abs().gt(1e6))
      expect(value.toString()).toBe(new Number_(text).exp().toString());
    else expect(apart(value, new Reference(text).exp())).toBeLessThan(1 - digits);
  });

  it.each(arguments_.filter((text) => new Decimal(text).gt(0)))("ln %s is decimal.js's", (text) => {
    const wanted = new Reference(text).ln();
    if (wanted.isZero()) expect(ln(new Number_(text)).isZero()).toBe(true);
    else expect(apart(ln(new Number_(text)), wanted)).toBeLessThan(1 - digits);
  });

  it("knows what has no finite logarithm, and what e^x cannot hold", () => {
    expect(["0", "-1", "Infinity", "NaN"].map((x) => ln(new Number_(x)).toString())).toEqual([
      "-Infinity",
      "NaN",
      "Infinity",
      "NaN",
    ]);
    expect(["Infinity", "-Infinity", "-1e20"].map((x) => exp(new Number_(x)).toString())).toEqual([
      "Infinity",
      "0",
      "0",
    ]);
  });
});

it("is its own inverse to 1000 digits", () => {
  const Number_ = Decimal.clone({ precision: 1000 });
  const { exp, ln } = wideExponential(Number_);
  for (const x of ["0.7", "-150.25", "1000"]) {
    const gap = ln(exp(new Number_(x)))
      .minus(x)
      .abs();
    expect(gap.isZero() || gap.log().lt(-990)).toBe(true);
  }
});
