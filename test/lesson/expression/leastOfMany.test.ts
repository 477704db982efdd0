import { describe, expect, it } from "vitest";
import type { Arithmetic } from "../../../src/lesson/expression/arithmetic.js";
import { newArithmetics } from "../../../src/lesson/expression/arithmetics.js";
import { leastOfMany } from "../../../src/lesson/expression/leastOfMany.js";

const simplex = { low: 0, isSimplex: true, hasEdges: true };
const { float, decimal } = newArithmetics();

const sum = <T>(F: Arithmetic<T>, terms: readonly T[]): T =>
  terms.reduce((a, b) => F.add(a, b), F.of(0));

/** How far the least value that is found lies from the true one. */
function miss<T>(F: Arithmetic<T>, f: (p: readonly T[]) => T, size: number, truth: T): number {
  const { value, isAttained } = leastOfMany(F, f, size, simplex);
  expect(isAttained).toBe(true);
  return Math.abs(F.toNumber(F.subtract(value, truth)));
}

/** −Σ pₖ zₖ − H(p) is least at p = softmax(z), where it is −ln Σ exp(zₖ). */
function missOfSoftmax<T>(F: Arithmetic<T>, z: readonly number[]): number {
  const freeEnergy = (p: readonly T[]): T =>
    sum(
      F,
      p.map((x, k) => (F.isZero(x) ? F.of(0) : F.multiply(x, F.subtract(F.ln(x), F.of(z[k]!))))),
    );
  const truth = F.negate(
    F.ln(
      sum(
        F,
        z.map((x) => F.exp(F.of(x))),
      ),
    ),
  );
  return miss(F, freeEnergy, z.length, truth);
}

describe("the least value over the simplex", () => {
  it.each([[[0, -1, 2]], [[0, -14, -14]], [[0, -25, -25]], [[-40, 0, -16]], [[0, 0, -60]]])(
    "is found however small a probability is: z = %j",
    (z) => {
      expect(missOfSoftmax(float, z)).toBeLessThan(1e-12);
      expect(missOfSoftmax(decimal, z)).toBeLessThan(1e-40);
    },
  );

  it("is at a vertex or on an edge where the function says so", () => {
    const price = <T>(F: Arithmetic<T>, p: readonly T[]): T =>
      sum(
        F,
        p.map((x, k) => F.multiply(x, F.of([3, 1, 2][k]!))),
      );
    expect(miss(float, (p) => price(float, p), 3, 1)).toBe(0);
    expect(miss(decimal, (p) => price(decimal, p), 3, decimal.of(1))).toBe(0);
    // Nearest to (0.7, 0.5, −0.2) is (0.6, 0.4, 0).
    const target = ["0.7", "0.5", "-0.2"].map((text) => decimal.parse(text));
    const distance = (p: readonly (typeof target)[number][]) =>
      sum(
        decimal,
        p.map((x, k) => {
          const gap = decimal.subtract(x, target[k]!);
          return decimal.multiply(gap, gap);
        }),
      );
    expect(miss(decimal, distance, 3, decimal.parse("0.06"))).toBeLessThan(1e-40);
  });
});
