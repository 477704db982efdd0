import { describe, expect, it } from "vitest";
import * as random from "./all.js";

const { rng } = random;

describe("rng", () => {
  it("gives the same numbers for the same seed, others for another", () => {
    const numbers = (seed: number): number[] => {
      const source = rng(seed);
      return Array.from({ length: 5 }, () => source.uniform());
    };
    expect(numbers(1)).toEqual(numbers(1));
    expect(numbers(1)).not.toEqual(numbers(2));
    expect(numbers(0)).not.toEqual(numbers(0.5));
  });

  it("keeps its numbers from version to version", () => {
    const source = rng(42);
    expect([source.uniform(), source.integer(1000), source.normal()]).toMatchInlineSnapshot(`
      [
        0.9962894983669422,
        860,
        1.6645766470000725,
      ]
    `);
    expect(source.split("validation").uniform()).toMatchInlineSnapshot(`0.08906217323746024`);
  });

  it("splits streams by label alone, whatever was drawn before", () => {
    const a = rng(5);
    const before = a.split("x").uniform();
    a.normal();
    expect(a.split("x").uniform()).toBe(before);
    const others = [a.split("y"), a.split(0), a.split("0"), a.split("x").split("x")];
    expect(new Set([before, ...others.map((s) => s.uniform())]).size).toBe(5);
  });

  it("is uniform: χ² over 64 cells, and no correlation of streams with neighbouring seeds", () => {
    const source = rng(9);
    const N = 64_000;
    const cells = new Array<number>(64).fill(0);
    for (let i = 0; i < N; i++) cells[Math.floor(source.uniform() * 64)]!++;
    const statistic = cells.reduce((sum, c) => sum + (c - 1000) ** 2 / 1000, 0);
    // 0.1 % and 99.9 % of χ² with 63 degrees of freedom.
    expect(statistic).toBeGreaterThan(32);
    expect(statistic).toBeLessThan(104);
    let product = 0;
    for (let seed = 0; seed < 4000; seed++)
      product += (rng(seed).uniform() - 0.5) * (rng(seed + 1).uniform() - 0.5);
    expect(Math.abs(product / 4000)).toBeLessThan(5 / 12 / Math.sqrt(4000));
  });

  it("draws a few successes by their gaps, a uniform number each", () => {
    for (const [trials, probability] of [
      [100, 0.05],
      [1_000, 0.0099],
    ] as const) {
      const source = rng(3);
      let draws = 0;
      const uniform = () => (draws++, source.uniform());
      const successes = random.sampleBinomial({ ...source, uniform }, trials, probability);
      expect(draws).toBe(successes + 1);
    }
  });

  it("refuses what is no seed or no count", () => {
    expect(() => rng(NaN)).toThrow("seed must be a finite number, got NaN");
    expect(() => rng(1).integer(0)).toThrow("n must be a positive integer, got 0");
    expect(() => random.samplePoisson(rng(1), -1)).toThrow(
      "mean must be finite and not negative, got -1",
    );
    expect(() => random.sampleCategorical(rng(1), [0, 0])).toThrow(
      "weights must have a positive sum, got 0",
    );
  });
});

describe("shuffle", () => {
  it("gives every order of three items equally often, and leaves its argument alone", () => {
    const source = rng(3);
    const items = ["a", "b", "c"];
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle(source, items).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(items).toEqual(["a", "b", "c"]);
    expect(counts.size).toBe(6);
    const statistic = [...counts.values()].reduce((sum, c) => sum + (c - 1000) ** 2 / 1000, 0);
    expect(statistic).toBeLessThan(20.5);
    expect(random.permutation(source, 4).sort()).toEqual([0, 1, 2, 3]);
  });
});

it("a gamma draw is refused and accepted where Marsaglia and Tsang say", () => {
  // Of shape 1, d = 2/3 and c = 1/√6. At x = 2 the bound of ln u is 2 + d(1 − v + ln v) = −0.136 with v = (1 + 2c)³.
  const draws = (normals: number[], uniforms: number[]) => ({
    ...rng(1),
    normal: () => normals.shift() ?? NaN,
    uniform: () => uniforms.shift() ?? NaN,
  });
  const v = (1 + 2 / Math.sqrt(6)) ** 3;
  expect(random.sampleGamma(draws([2], [0.2]), 1)).toBeCloseTo((2 / 3) * v, 12);
  expect(random.sampleGamma(draws([2, 0], [0.05, 0.5]), 1)).toBeCloseTo(2 / 3, 15);
});
