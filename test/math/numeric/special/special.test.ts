import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "../../../fastCheck.js";
import { describe, expect, it } from "vitest";
import * as special from "../all.js";

interface Group {
  readonly name: string;
  readonly cases: readonly (readonly [readonly number[], number])[];
}

const groups = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../fixtures/special.json"), "utf8"),
) as Group[];
const functions: Record<string, (...a: number[]) => number> = {
  ...(special as unknown as Record<string, (...a: number[]) => number>),
  regularizedBetaUpper: (a, b, x) => special.incompleteBeta(a, b, x).upper,
  logBinomialKernel: (a, b, x) => special.logBinomialKernel(a, b, x, 1 - x),
};
/** The curvature is a difference of two quotients near 1. */
const toleranceOf: Record<string, number> = { logBesselAboveTangent: 3e-12 };
/** Where the function passes through 0, or its argument's rounding is amplified: an absolute error is meant. */
const zeroOf: Record<string, number> = { digamma: 1, logBeta: 1, normalQuantile: 1e-3 };

describe("special functions against mpmath", () => {
  it.each(groups)("$name has its digits", ({ name, cases }) => {
    expect(cases.length).toBeGreaterThan(5);
    for (const [a, truth] of cases) {
      const value = functions[name]!(...a);
      const floor = Math.max(zeroOf[name] ?? 0, 1e-300);
      const error = Math.abs(value - truth) / Math.max(floor, Math.abs(truth));
      expect(error, `${name}(${a.join(", ")}) = ${value}, truth ${truth}`).toBeLessThanOrEqual(
        toleranceOf[name] ?? 1e-13,
      );
    }
  });
});

describe("their identities", () => {
  const positive = fc.double({ min: 1e-3, max: 500, noNaN: true });
  const settings = { numRuns: 200, seed: 11 };

  it("ln Γ(x+1) = ln x + ln Γ(x), ψ and ψ′ likewise", () => {
    fc.assert(
      fc.property(positive, (x) => {
        const scale = Math.max(1, Math.abs(special.logGamma(x)));
        expect(
          Math.abs(special.logGamma(x + 1) - Math.log(x) - special.logGamma(x)) / scale,
        ).toBeLessThan(1e-13);
        expect(Math.abs(special.digamma(x + 1) - 1 / x - special.digamma(x))).toBeLessThan(
          1e-11 * (1 + 1 / x),
        );
        expect(Math.abs(special.trigamma(x + 1) + 1 / (x * x) - special.trigamma(x))).toBeLessThan(
          1e-12 * (1 + 1 / (x * x)),
        );
      }),
      settings,
    );
  });

  it("inverses undo their functions", () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        (a, b, u) => {
          const g = special.inverseGammaLower(a, u);
          // A quantile below the least double is 0.
          if (g > 1e-300) expect(special.regularizedGammaLower(a, g)).toBeCloseTo(u, 11);
          const x = special.inverseBeta(a, b, u);
          if (x > 1e-300 && x < 1 - 1e-9)
            expect(special.regularizedBeta(a, b, x)).toBeCloseTo(u, 7);
          expect(special.normalCdf(special.normalQuantile(u))).toBeCloseTo(u, 14);
          expect(special.erf(special.erfInverse(2 * u - 1))).toBeCloseTo(2 * u - 1, 14);
        },
      ),
      settings,
    );
  });
});

describe("integrate", () => {
  it("is exact for polynomials of degree 31, as its nodes promise", () => {
    for (let n = 0; n <= 31; n++) {
      const { value } = special.integrate((x) => x ** n, 0, 2);
      expect(value / (2 ** (n + 1) / (n + 1))).toBeCloseTo(1, 13);
    }
  });

  it("reaches infinite ends, kinks and integrable singularities within its bound", () => {
    const cases: [special.Integral, number][] = [
      [special.integrate((x) => Math.exp(-x * x), -Infinity, Infinity), Math.sqrt(Math.PI)],
      [special.integrate((x) => 1 / (1 + x * x), 0, Infinity), Math.PI / 2],
      [special.integrate(Math.abs, -1, 2, { points: [0] }), 2.5],
      [special.integrate((x) => 1 / Math.sqrt(x), 0, 1), 2],
      [special.integrate((x) => Math.log(x), 0, 1), -1],
    ];
    for (const [{ value, errorBound }, truth] of cases) {
      expect(Math.abs(value - truth)).toBeLessThanOrEqual(errorBound + 1e-15);
      expect(errorBound).toBeLessThan(1e-11);
    }
  });

  it("takes the scale of a tail from the piece beside it, on either side alike", () => {
    const calls = (f: (x: number) => number, least: number, most: number): [number, number] => {
      let count = 0;
      const counted = (x: number): number => (count++, f(x));
      return [special.integrate(counted, least, most, { points: [-1e6, 1e6] }).value, count];
    };
    const tail = (x: number): number => Math.exp(-Math.abs(x) / 1e6) / 1e6;
    const [right, steps] = calls(tail, -1e6, Infinity);
    const [left, same] = calls(tail, -Infinity, 1e6);
    expect(right).toBeCloseTo(2 - Math.exp(-1), 12);
    expect(left).toBeCloseTo(right, 14);
    expect(same).toBe(steps);
  });

  it("says so when an integral does not settle or is no number", () => {
    expect(special.integrate((x) => 1 / x, 0, 1).errorBound).toBeGreaterThan(0.01);
    expect(() => special.integrate(() => NaN, 0, 1)).toThrow(
      "the integrand must be a number, got NaN",
    );
    expect(() => special.integrate(Math.sin, 1, 0)).toThrow(
      "lower must not be above upper, got 1 and 0",
    );
  });
});

describe("findRoot", () => {
  it("finds a root to the last digits, and asks for a change of sign", () => {
    expect(special.findRoot(Math.cos, 1, 2)).toBeCloseTo(Math.PI / 2, 15);
    expect(special.findRoot((x) => x ** 9, -1, 2)).toBeCloseTo(0, 15);
    expect(() => special.findRoot((x) => x * x + 1, -1, 1)).toThrow(
      "f must change sign between -1 and 1, got 2 and 2 there",
    );
  });
});

describe("invalid arguments", () => {
  it.each([
    // By mpmath at 50 digits: neither series reaches here.
    [100, 700, 0.000012005550022041368],
    [100, 4000, 0.0018071156815087281],
    [1000, 700, 6.198459612611659e-278],
    [1000, 5000, 2.889259263342314e-46],
    [5000, 20000, 2.498567939309321e-273],
  ])("Bessel's I of order %d at %d", (order, x, truth) => {
    const found = special.besselIScaled(order, x);
    // The exponent is right to its last digit.
    expect(Math.abs(found / truth - 1)).toBeLessThan(1e-15 * (1 - Math.log(truth)));
  });

  it("are named with the value that came", () => {
    expect(() => special.logGamma(0)).toThrow("x must be positive, got 0");
    expect(() => special.incompleteBeta(1, -1, 0.5)).toThrow(
      "b must be positive and finite, got -1",
    );
    expect(() => special.erfInverse(2)).toThrow("y must be in [-1, 1], got 2");
    expect(() => special.besselIScaled(0.5, 1)).toThrow(
      "order must be a whole number of at least 0, got 0.5",
    );
  });
});
