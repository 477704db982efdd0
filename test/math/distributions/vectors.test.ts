import { describe, expect, it } from "vitest";
import {
  dirichlet,
  multinomial,
  multivariateNormal,
} from "../../../src/math/distributions/index.js";
import type { Distribution } from "../../../src/math/distributions/distribution.js";
import type { Vector } from "../../../src/math/numeric/vector.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";
import { rng } from "../../../src/math/random/rng.js";

function moments(p: Distribution<Vector>, seed: number): void {
  const random = rng(seed);
  const N = 6000;
  const rows = Array.from({ length: N }, () => p.sample(random));
  const covariance = p.variance() as readonly (readonly number[])[];
  Array.from(p.mean()).forEach((mean, i) => {
    const sampled = rows.reduce((sum, row) => sum + row[i]!, 0) / N;
    expect(Math.abs(sampled - mean)).toBeLessThan(5 * Math.sqrt(covariance[i]![i]! / N));
    covariance[i]!.forEach((c, j) => {
      const product = rows.map((row) => (row[i]! - p.mean()[i]!) * (row[j]! - p.mean()[j]!));
      const average = product.reduce((a, b) => a + b) / N;
      const spread = Math.sqrt(product.reduce((sum, x) => sum + (x - average) ** 2, 0) / N);
      expect(Math.abs(average - c)).toBeLessThan(5 * (spread / Math.sqrt(N)));
    });
  });
}

/** Σ over the nodes of a rule in x, and for each of one in y. */
const sumOver = (
  outer: readonly (readonly [x: number, weight: number])[],
  inner: (x: number) => readonly (readonly [y: number, weight: number])[],
  f: (x: number, y: number) => number,
): number =>
  outer.reduce(
    (sum, [x, w]) => sum + w * inner(x).reduce((part, [y, v]) => part + v * f(x, y), 0),
    0,
  );

/** Equal steps: of a density that falls off as e^{−x²} at both ends, exact to rounding. */
const trapezoid = (lower: number, upper: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, k) => {
    const step = (upper - lower) / steps;
    return [lower + k * step, step] as const;
  });

/** The double exponential rule on (0, 1), which ends that are powers or logarithms do not disturb. */
const doubleExponential = Array.from({ length: 65 }, (_, k) => {
  const t = (k - 32) / 10;
  const distance = 1 / (1 + Math.exp(Math.PI * Math.sinh(t)));
  const weight = Math.PI * Math.cosh(t) * distance * (1 - distance);
  return [1 - distance, weight / 10] as const;
});

describe("multivariateNormal", () => {
  const p = multivariateNormal({
    mean: [1, -2],
    covariance: [
      [2, 0.5],
      [0.5, 1],
    ],
  });

  it("is a product of normals where the covariance is diagonal, and integrates to 1", () => {
    const mass = sumOver(
      trapezoid(-14, 16, 60),
      () => trapezoid(-12, 8, 60),
      (x, y) => p.prob([x, y]),
    );
    expect(mass).toBeCloseTo(1, 13);
    // ln p(0, 0), mpmath: −½·(4.571428571428571) − ½ ln 1.75 − ln 2π
    expect(p.logProb([0, 0])).toBeCloseTo(
      -0.5 * (44 / 7) - 0.5 * Math.log(1.75) - Math.log(2 * Math.PI),
      13,
    );
    expect(p.entropy()).toBeCloseTo(0.5 * Math.log((2 * Math.PI * Math.E) ** 2 * 1.75), 13);
  });

  it("has KL ½[tr + shift − D + ln det], and 0 from itself", () => {
    const q = multivariateNormal({
      mean: [0, 0],
      covariance: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(p.closedKlDivergence!(q)).toBeCloseTo(0.5 * (3 + 5 - 2 - Math.log(1.75)), 13);
    expect(p.closedKlDivergence!(p)).toBeCloseTo(0, 15);
  });

  it("samples its moments and is fitted by them", () => {
    moments(p, 3);
    const data = [
      [1, 2],
      [3, 1],
      [2, 5],
    ];
    const fit = multivariateNormal.fit(data);
    expect(fit.mean()).toEqual([2, 8 / 3]);
    expect(fit.variance()[0]![0]).toBeCloseTo(2 / 3, 14);
  });

  it("refuses what is no covariance", () => {
    expect(() =>
      multivariateNormal({
        mean: [0, 0],
        covariance: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).toThrow("covariance must be positive definite");
    expect(() =>
      multivariateNormal({
        mean: [0, 0],
        covariance: [
          [1, 0],
          [0.5, 1],
        ],
      }),
    ).toThrow("covariance must be symmetric, got 0.5 at (1, 0) and 0 at (0, 1)");
    expect(() =>
      multivariateNormal.fit([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    ).toThrow("2 coordinates that are independent of each other to fit multivariateNormal");
  });

  it("has the loss −logProb with covariance I", () => {
    const unit = multivariateNormal({
      mean: [0.3, 1],
      covariance: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(multivariateNormal.loss.value([0.3, 1], [2, -1])).toBeCloseTo(
      -unit.logProb([2, -1]),
      13,
    );
    expect(Array.from(multivariateNormal.loss.gradient([0.3, 1], [2, -1]))).toEqual([-1.7, 2]);
  });
});

describe("multinomial", () => {
  const p = multinomial({ trials: 4, probabilities: [0.5, 0.3, 0.2] });
  const all: number[][] = [];
  for (let a = 0; a <= 4; a++) for (let b = 0; a + b <= 4; b++) all.push([a, b, 4 - a - b]);

  it("has mass 1, its entropy by enumeration, and none on other sums", () => {
    expect(all.reduce((sum, k) => sum + p.prob(k), 0)).toBeCloseTo(1, 14);
    expect(p.entropy()).toBeCloseTo(-all.reduce((sum, k) => sum + p.prob(k) * p.logProb(k), 0), 13);
    expect(p.logProb([1, 1, 1])).toBe(-Infinity);
    expect(-p.logProb([3, 1, 0])).toBeCloseTo(1.8971199848858813, 14);
  });

  it("keeps its digits at a trillion trials, and says so where it cannot", () => {
    // By mpmath: ln P, and ln 2πe + ln n + ½ ln Πp, whose next term is 1/n.
    const [trials, probabilities] = [1e12, [0.5, 0.3, 0.2]];
    const large = multinomial({ trials, probabilities });
    const counts = [0.5 * trials + 1e6, 0.3 * trials - 1e6, 0.2 * trials];
    expect(Math.abs(large.logProb(counts) / -30.382286418826833 - 1)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(large.entropy() / 28.715619233677625 - 1)).toBeLessThanOrEqual(1e-12);
    const loss = multinomial.loss.value(probabilities.map(Math.log), counts);
    // A rounding of a logit, 1e-16, is 1e-10 here: its slope is a million.
    expect(Math.abs(loss - 30.382286418826833)).toBeLessThanOrEqual(5e-10);
    const beyond = multinomial({ trials: 1.7e308, probabilities: [0.3, 0.7] });
    expect(() => beyond.entropy()).toThrow(DomainError);
  });

  it("has n times the divergence of one draw", () => {
    const q = multinomial({ trials: 4, probabilities: [0.2, 0.2, 0.6] });
    const sum = all.reduce((s, k) => s + p.prob(k) * (p.logProb(k) - q.logProb(k)), 0);
    expect(p.closedKlDivergence!(q)).toBeCloseTo(sum, 13);
  });

  it("samples its moments, is fitted by shares, and its loss is −logProb", () => {
    moments(p, 5);
    const fit = multinomial.fit([
      [1, 3, 0],
      [2, 0, 2],
    ]);
    expect(fit.parameters.probabilities).toEqual([3 / 8, 3 / 8, 2 / 8]);
    const logits = [0.5, 0.3, 0.2].map(Math.log);
    expect(multinomial.loss.value(logits, [3, 1, 0])).toBeCloseTo(1.8971199848858813, 13);
    expect(() =>
      multinomial.fit([
        [1, 2],
        [1, 1],
      ]),
    ).toThrow(/must sum to the trials of data\[0\], 3, got 2/);
  });
});

describe("dirichlet", () => {
  const p = dirichlet({ concentration: [2, 3, 1.5] });

  it("integrates to 1 over the simplex, with the entropy of the quadrature", () => {
    const over = (f: (x: number, y: number) => number): number =>
      sumOver(
        doubleExponential,
        (x) => doubleExponential.map(([u, w]) => [(1 - x) * u, (1 - x) * w] as const),
        f,
      );
    expect(over((x, y) => p.prob([x, y, 1 - x - y]))).toBeCloseTo(1, 10);
    const h = over((x, y) => {
      const log = p.logProb([x, y, 1 - x - y]);
      return log === -Infinity ? 0 : -Math.exp(log) * log;
    });
    expect(p.entropy()).toBeCloseTo(h, 10);
  });

  it("samples its moments and is fitted", () => {
    moments(p, 11);
    const random = rng(12);
    const fit = dirichlet.fit(Array.from({ length: 4000 }, () => p.sample(random)));
    [2, 3, 1.5].forEach((a, k) => {
      expect(Math.abs(fit.parameters.concentration[k]! - a)).toBeLessThan(0.15);
    });
  });

  it("agrees with the beta distribution for two classes", () => {
    const two = dirichlet({ concentration: [2, 3] });
    // KL(Beta(2,3)‖Beta(1.5,1.5))
    expect(two.closedKlDivergence!(dirichlet({ concentration: [1.5, 1.5] }))).toBeCloseTo(
      0.13352833,
      8,
    );
    expect(two.prob([0.3, 0.7])).toBeCloseTo(12 * 0.3 * 0.7 ** 2, 13);
  });
});
