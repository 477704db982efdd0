// Averages whose terms all differ: a mean that takes one term for all of them is wrong at each of these.
import { describe, expect, it } from "vitest";
import * as d from "../../../src/math/distributions/index.js";
import { weightedData } from "../../../src/math/distributions/fit/data.js";
import * as I from "../../../src/math/information/index.js";
import { compensatedMean } from "../../../src/math/numeric/compensatedMean.js";
import { checkProbabilities, sumsToOne } from "../../../src/math/numeric/checks.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";

describe("averages see every term", () => {
  it("of numbers, of weighted data and of a function of them", () => {
    expect(compensatedMean([1, 2, 6])).toBe(3);
    const plain = weightedData([1, 2, 6], undefined);
    expect(plain.average((x) => x)).toBe(3);
    expect(plain.average((x) => x * x)).toBeCloseTo(41 / 3, 14);
    expect(weightedData([1, 2, 6], [1, 0, 3]).average((x) => x * x)).toBe(109 / 4);
  });

  it("of surprisals", () => {
    expect(I.empiricalCrossEntropy([-1, -2, -6])).toBe(3);
    expect(I.plugInEntropy([1, 3])).toBeCloseTo(0.25 * Math.log(4) + 0.75 * Math.log(4 / 3), 15);
  });

  it("of spacings: the samples are unequal, and so are the gaps", () => {
    const samples = [0, 1, 3, 7];
    // m = 1: the gaps to both sides are 1, 3, 6, 4.
    const vasicek = (Math.log(2 * 1) + Math.log(2 * 3) + Math.log(2 * 6) + Math.log(2 * 4)) / 4;
    expect(I.vasicekEntropy(samples, { window: 1 })).toBeCloseTo(vasicek, 14);
    const ebrahimi = (Math.log(4 * 1) + Math.log(2 * 3) + Math.log(2 * 6) + Math.log(4 * 4)) / 4;
    expect(I.ebrahimiEntropy(samples, { window: 1 })).toBeCloseTo(ebrahimi, 14);
    const gaps = (Math.log(5 * 1) + Math.log(5 * 2) + Math.log(5 * 4)) / 3;
    const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4;
    expect(I.vanEsEntropy(samples, { window: 1 })).toBeCloseTo(gaps + harmonic - Math.log(5), 14);
    // Each regression has three points; the ends are repeated.
    const slope = (v: number[]): number => {
      const mean = v.reduce((a, b) => a + b) / 3;
      const rise = v.reduce((sum, x, j) => sum + (x - mean) * (j - 1), 0);
      return rise / (4 * v.reduce((sum, x) => sum + (x - mean) ** 2, 0));
    };
    const windows = [
      [0, 0, 1],
      [0, 1, 3],
      [1, 3, 7],
      [3, 7, 7],
    ];
    const correa = windows.reduce((sum, v) => sum - Math.log(slope(v)), 0) / 4;
    expect(I.correaEntropy(samples, { window: 1 })).toBeCloseTo(correa, 14);
  });

  it("of samples of a distribution", () => {
    const p = d.empirical({ samples: [1, 2, 6], weights: [1, 1, 2] });
    expect(p.mean()).toBe(3.75);
    expect(p.variance()).toBeCloseTo((2.75 ** 2 + 1.75 ** 2 + 2 * 2.25 ** 2) / 4, 14);
    const kernel = d.kernelDensity({ samples: [-1, 2], bandwidth: 1 });
    const bell = (z: number): number => Math.exp(-z * z * 0.5) / Math.sqrt(2 * Math.PI);
    expect(kernel.prob(0)).toBeCloseTo((bell(1) + bell(2)) / 2, 15);
    expect(d.normal.fit([1, 2, 6]).parameters.standardDeviation).toBeCloseTo(Math.sqrt(14 / 3), 14);
  });
});

describe("probabilities sum to 1 within 1e-9, and no further", () => {
  it.each([
    [[0.5, 0.5 + 5e-10], true],
    [[0.5, 0.5 - 5e-10], true],
    [[0.5, 0.5 + 2e-9], false],
    [[0.5, 0.5 - 2e-9], false],
    [[0.5, 0.5 + 5e-7], false],
  ])("%j: %s", (p, valid) => {
    expect(sumsToOne(p)).toBe(valid);
    const check = (): void => checkProbabilities("p", p);
    if (valid) expect(check).not.toThrow();
    else expect(check).toThrow(DomainError);
    // The same tolerance where it is used.
    const divergence = (): number => I.klDivergence(p, [0.5, 0.5]);
    if (valid) expect(Math.abs(divergence())).toBeLessThan(1e-9);
    else expect(divergence).toThrow(/^p must sum to 1, got /);
  });
});
