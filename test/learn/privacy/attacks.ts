import { describe, expect, it } from "vitest";
import { rng } from "../../../src/math/random/rng.js";
import { fitPrivately } from "../../../src/learn/privacy/fitPrivately.js";
import type { PrivateFitOptions } from "../../../src/learn/privacy/fitPrivately.js";
import { privateHuberisedHinge } from "../../../src/learn/privacy/privateLoss.js";

export const lambda = 0.05;
export const size = 20;

/** A data set in the unit ball; neighbours differ in its last row. */
export function dataset(seed: number): { rows: number[][]; labels: number[] } {
  const random = rng(seed);
  const rows = Array.from({ length: size }, () => {
    const direction = [random.normal(), random.normal()];
    const length = Math.hypot(...direction);
    return direction.map((value) => (random.uniform() * value) / length);
  });
  return { rows, labels: rows.map(([a = NaN]) => (a + 0.3 * random.normal() > 0 ? 1 : 0)) };
}

/** The exact minimiser: what output perturbation releases with next to no noise. */
function minimiser(
  rows: number[][],
  labels: number[],
  options: Partial<PrivateFitOptions> = {},
): Float64Array {
  const fit = fitPrivately(rows, labels, {
    rng: rng(1),
    epsilon: 1e15,
    lambda,
    bound: 1,
    intercept: false,
    ...options,
  });
  expect(fit.gradientNorm).toBeLessThanOrEqual(1e-10);
  expect(fit.minimiserDistance).toBeLessThanOrEqual(1e-10 / lambda);
  return fit.weights;
}

export function weights(): number[] {
  return Array.from({ length: size }, (_, n) => (n === size - 1 ? 3 : 1));
}

/** Neighbours at random, half of them as different as can be, do not move the minimiser further than the theory says. */
export function testSensitivity(neighbours: number): void {
  describe("sensitivity", () => {
    it.each([
      ["logistic", {}, 1],
      ["huberised hinge", { loss: privateHuberisedHinge(0.5) }, 1],
      ["weighted logistic", { weights: { values: weights(), bound: 3 } }, 3],
    ] as const)(
      "%s: of the neighbours none moves the minimiser further than 2w/(nΛ)",
      (_, options, bound) => {
        const random = rng(5);
        let worst = 0;
        for (let pair = 0; pair < neighbours; pair++) {
          const { rows, labels } = dataset(pair);
          const angle = 2 * Math.PI * random.uniform();
          const other = [...rows.slice(0, -1), [Math.cos(angle), Math.sin(angle)]];
          const flipped = [...labels.slice(0, -1), random.integer(2)];
          // Half of the neighbours are as different as can be: the same row on the edge with either label.
          if (pair % 2 === 0) rows[size - 1] = other[size - 1]!;
          if (pair % 2 === 0) flipped[size - 1] = 1 - labels[size - 1]!;
          const a = minimiser(rows, labels, options);
          const b = minimiser(other, flipped, options);
          worst = Math.max(worst, Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!));
        }
        expect(worst).toBeLessThanOrEqual((2 * bound) / (size * lambda));
        // The bound is not idle either: neighbours come to within a factor of 5 of it.
        expect(worst).toBeGreaterThan((2 * bound) / (size * lambda) / 5);
      },
    );
  });
}

/** Which of two neighbours was it? Releases of each along the direction in which they differ most. */
function lowerBoundOnEpsilon(
  release: (member: boolean, seed: number) => Float64Array,
  runs: number,
): number {
  const along = (member: boolean): number[] =>
    Array.from({ length: runs }, (_, seed) => release(member, seed)[0]!);
  const [inside, outside] = [along(true), along(false)];
  let best = 0;
  for (const threshold of [-6, -4, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 4, 6]) {
    for (const sign of [1, -1]) {
      const rate = (values: number[]): number =>
        values.filter((value) => sign * value > sign * threshold).length / runs;
      // Hoeffding bounds at 99.9 % for all 26 looks together.
      const slack = Math.sqrt(Math.log((2 * 26) / 0.001) / (2 * runs));
      const [low, high] = [rate(inside) - slack, rate(outside) + slack];
      if (low > 0) best = Math.max(best, Math.log(low / high));
    }
  }
  return best;
}

/** Whoever sees so many releases with one member, and as many without, learns no more than ε allows. */
export function testMembership(releases: number): void {
  describe(`a membership test over ${releases} releases`, () => {
    const { rows, labels } = dataset(1);
    rows[size - 1] = [1, 0];
    const memberLabels = [...labels.slice(0, -1), 1];
    const otherLabels = [...labels.slice(0, -1), 0];
    const release =
      (method: "output" | "objective", claimed: number, lie = 1) =>
      (member: boolean, seed: number): Float64Array =>
        fitPrivately(rows, member ? memberLabels : otherLabels, {
          rng: rng(seed).split(`${method} ${member}`),
          epsilon: claimed * lie,
          lambda,
          bound: 1,
          intercept: false,
          method,
        }).weights;

    it.each(["output", "objective"] as const)(
      "%s: bounds ε from below by less than the ε claimed",
      (method) => {
        expect(lowerBoundOnEpsilon(release(method, 1), releases)).toBeLessThan(1);
      },
    );

    it("catches a mechanism with a twentieth of the noise it should have", () => {
      expect(lowerBoundOnEpsilon(release("output", 1, 20), releases)).toBeGreaterThan(1);
    });
  });
}
