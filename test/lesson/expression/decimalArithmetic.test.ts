import { describe, expect, it } from "vitest";
import { decimalArithmetic } from "../../../src/lesson/expression/decimalArithmetic.js";

const F = decimalArithmetic();
const digits = (x: ReturnType<typeof F.of>): string => x.toPrecision(40);

describe("60 digits", () => {
  // Reference values: mpmath with 60 digits.
  it.each([
    ["ln 2", F.ln(F.of(2)), "0.6931471805599453094172321214581765680755"],
    ["e", F.exp(F.of(1)), "2.718281828459045235360287471352662497757"],
    ["ln Γ(½) = ½ ln π", F.lnGamma(F.of(0.5)), digits(F.divide(F.ln(F.pi), F.of(2)))],
    [
      "−ψ(1), Euler's constant",
      F.negate(F.digamma(F.of(1))),
      "0.5772156649015328606065120900824024310422",
    ],
    ["erfc(¼)", F.erfc(F.of(0.25)), "0.7236736098317630670149317322351842879346"],
    ["erfc(4.75)", F.erfc(F.of(4.75)), "1.848504772148531088742941610097842324311e-11"],
    ["erfc(6)", F.erfc(F.of(6)), "2.151973671249891311659335039918738463048e-17"],
    ["erfc(30)", F.erfc(F.of(30)), "2.564656203756111600033397277501447146549e-393"],
    ["erfc(−2½)", F.erfc(F.of(-2.5)), "1.999593047982555041060435784260025087280"],
    ["arctan 1000", F.arctan(F.of(1000)), "1.569796327128229752564797882004830898087"],
    ["softplus(0)", F.softplus(F.of(0)), "0.6931471805599453094172321214581765680755"],
  ])("%s", (_name, value, expected) => {
    expect(digits(value)).toBe(expected);
  });

  it("remembers a value for its own argument alone", () => {
    for (const x of [0.3, -0.3, 3, 0.03, 30]) {
      expect(F.toNumber(F.exp(F.of(x)))).toBeCloseTo(Math.exp(x), 12 - Math.log10(Math.exp(x)));
      expect(F.toNumber(F.exp(F.of(x)))).toBe(F.toNumber(F.exp(F.of(x))));
    }
  });

  it("turns what float64 cannot hold into 0 and ∞ without writing out its zeros", () => {
    const tiny = F.exp(F.of(-1e12));
    expect(F.isZero(tiny)).toBe(false);
    expect(F.toNumber(tiny)).toBe(0);
    expect(F.toNumber(F.exp(F.of(1e12)))).toBe(Infinity);
    expect(F.toNumber(F.ln(tiny))).toBe(-1e12);
  });
});
