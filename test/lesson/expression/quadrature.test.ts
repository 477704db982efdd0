import { describe, expect, it } from "vitest";
import { integrate } from "../../../src/lesson/expression/quadrature.js";

const { exp, log, sqrt, PI, E } = Math;

describe("integrate", () => {
  it.each<[string, (x: number) => number, number, number, number]>([
    ["a cubic", (x) => x ** 3 - x, -1, 2, 2.25],
    ["−ln x, infinite at an end", (x) => -log(x), 0, 1, 1],
    ["1/√x, infinite at an end", (x) => 1 / sqrt(x), 0, 1, 2],
    ["√(1 − x²), steep at both ends", (x) => sqrt(1 - x * x), -1, 1, PI / 2],
    ["the bell", (x) => exp(-x * x), -Infinity, Infinity, sqrt(PI)],
    ["1/(1 + x²), with heavy tails", (x) => 1 / (1 + x * x), -Infinity, Infinity, PI],
    ["e⁻ˣ to the right", (x) => exp(-x), 0, Infinity, 1],
    ["eˣ to the left", (x) => exp(x), -Infinity, 1, E],
    ["limits the wrong way round", (x) => x, 2, 0, -2],
    ["limits that meet", (x) => 1 / x, 0, 0, 0],
  ])("%s", (_name, f, a, b, expected) => {
    expect(Math.abs(integrate(f, a, b).value - expected)).toBeLessThan(1e-11);
  });

  it("measures rounding by the integral of |f|, where signs cancel", () => {
    const { value, magnitude } = integrate((x) => 1000 * x, -1, 1);
    expect(Math.abs(value)).toBeLessThan(1e-10);
    // A scale, no more: |f| has a kink where f has none.
    expect(magnitude).toBeGreaterThan(900);
    expect(magnitude).toBeLessThan(1100);
  });

  it("gives NaN where the function has no value", () => {
    expect(integrate((x) => log(x), -1, 1).value).toBeNaN();
  });
});
