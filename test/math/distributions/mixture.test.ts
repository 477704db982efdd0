import { describe, expect, it } from "vitest";
import {
  empirical,
  histogram,
  kernelDensity,
  laplace,
  mixture,
  normal,
  poisson,
  studentT,
  negativeBinomial,
  uniform,
} from "../../../src/math/distributions/index.js";
import { rng } from "../../../src/math/random/rng.js";

describe("mixture", () => {
  it("is fitted by expectation–maximisation from its own samples", () => {
    const truth = mixture({
      weights: [0.3, 0.7],
      components: [
        normal({ mean: -3, standardDeviation: 1 }),
        normal({ mean: 2, standardDeviation: 0.5 }),
      ],
    });
    const random = rng(1);
    const data = Array.from({ length: 3000 }, () => truth.sample(random));
    const { weights, components } = mixture.fit(data).parameters;
    expect(Math.abs(weights[0]! - 0.3)).toBeLessThan(0.03);
    expect(Math.abs(components[0]!.mean() + 3)).toBeLessThan(0.15);
    expect(Math.abs(components[1]!.variance() - 0.25)).toBeLessThan(0.05);
  });

  it("is fitted to two values a component, and not to fewer", () => {
    const { weights, components } = mixture.fit([0, 1, 9, 10]).parameters;
    expect(weights[0]).toBeCloseTo(0.5, 6);
    expect(components.map((one) => one.mean())).toEqual([
      expect.closeTo(0.5, 5) as number,
      expect.closeTo(9.5, 5) as number,
    ]);
    expect(() => mixture.fit([0, 1, 9, 9])).toThrow(
      "data must hold at least 4 different values for 2 components, got 3",
    );
  });

  it("takes other families, and refuses masses beside densities", () => {
    const random = rng(2);
    const data = Array.from({ length: 500 }, (_, i) =>
      i % 2 ? random.normal() : 8 + random.normal(),
    );
    const fit = mixture.fit(data, undefined, { families: [normal, laplace] });
    expect(fit.parameters.components.map(({ name }) => name)).toEqual(["normal", "laplace"]);
    expect(() =>
      mixture({
        weights: [0.5, 0.5],
        components: [normal({ mean: 0, standardDeviation: 1 }), poisson({ rate: 1 })],
      }),
    ).toThrow("components must all be discrete or all be continuous, got real and integer");
    expect(() => mixture.fit(data, undefined, { famlies: [] } as never)).toThrow(/"famlies"/);
  });

  it("has the loss −ln of the mixed density, with a gradient by central differences", () => {
    const loss = mixture.loss([normal.loss, normal.loss]);
    const raw = [0.3, -0.4, 1, 0.2, -2, -1];
    const output = (r: readonly number[]) => ({
      logits: r.slice(0, 2),
      components: [r.slice(2, 4), r.slice(4, 6)],
    });
    const target = 0.7;
    const w = 1 / (1 + Math.exp(-0.7));
    const mixed = mixture({
      weights: [w, 1 - w],
      components: [
        normal({ mean: 1, standardDeviation: Math.exp(0.1) }),
        normal({ mean: -2, standardDeviation: Math.exp(-0.5) }),
      ],
    });
    expect(loss.value(output(raw), target)).toBeCloseTo(-mixed.logProb(target), 13);
    const gradient = loss.gradient(output(raw), target);
    const flat = [...gradient.logits, ...gradient.components.flatMap((c) => Array.from(c))];
    raw.forEach((_, k) => {
      const at = (h: number): number =>
        loss.value(output(raw.map((r, j) => (j === k ? r + h : r))), target);
      expect(flat[k]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 8);
    });
  });
});

describe("empirical distributions", () => {
  it("counts equal samples together", () => {
    const p = empirical({ samples: [1, 2, 2, 5] });
    expect([p.prob(2), p.cdf(2), p.survival(2), p.quantile(0.75), p.quantile(0.76)]).toEqual([
      0.5, 0.75, 0.25, 2, 5,
    ]);
  });

  it("fits histograms to equal bins or to given edges", () => {
    const p = histogram.fit([0, 1, 1.5, 4], undefined, { bins: [0, 1, 4] });
    // Bins hold their left edge, the last one both.
    expect(p.parameters.counts).toEqual(Float64Array.from([1, 3]));
    expect(p.prob(2)).toBeCloseTo(0.25, 15);
    expect(() => histogram.fit([5], undefined, { bins: [0, 1] })).toThrow(
      "data[0] must lie between the edges 0 and 1, got 5",
    );
  });

  it("smooths with a bandwidth by Silverman's rule or by leave-one-out likelihood", () => {
    const random = rng(3);
    const samples = Array.from({ length: 200 }, () => random.normal());
    const silverman = kernelDensity.fit(samples);
    // As SciPy's gaussian_kde(bw_method="silverman"): (4/3N)^{1/5} times the unbiased deviation.
    const mean = samples.reduce((a, b) => a + b) / 200;
    const deviation = Math.sqrt(samples.reduce((s, x) => s + (x - mean) ** 2, 0) / 199);
    expect(silverman.parameters.bandwidth).toBeCloseTo(deviation * (4 / 600) ** 0.2, 13);
    const { bandwidth } = kernelDensity.fit(samples, undefined, {
      bandwidth: "likelihood",
    }).parameters;
    const score = (h: number): number =>
      samples.reduce(
        (sum, x, i) =>
          sum +
          kernelDensity({ samples: samples.filter((_, j) => j !== i), bandwidth: h }).logProb(x),
        0,
      );
    expect(score(bandwidth)).toBeGreaterThan(score(bandwidth * 1.05));
    expect(score(bandwidth)).toBeGreaterThan(score(bandwidth / 1.05));
  });
});

describe("fits that have no answer say so", () => {
  it("names the family that would fit", () => {
    expect(() => negativeBinomial.fit([2, 3, 2, 3])).toThrow(/fit poisson instead/);
    expect(() => studentT.fit([-1, -0.5, 0, 0.5, 1])).toThrow(/fit normal instead/);
    expect(() => normal.fit([2, 2])).toThrow(
      "data must hold at least two different values to fit normal, got one",
    );
    expect(() => uniform({ lower: 2, upper: 1 })).toThrow("lower must be below upper, got 2 and 1");
  });
});
