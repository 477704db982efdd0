import { describe, expect, it } from "vitest";
import { rng } from "../../../src/math/random/rng.js";
import { logGamma } from "../../../src/math/numeric/special/logGamma.js";
import { boundedRows } from "../../../src/learn/privacy/boundedRows.js";
import { fitPrivately } from "../../../src/learn/privacy/fitPrivately.js";
import { objectivePerturbation, outputNoiseRate } from "../../../src/learn/privacy/perturbation.js";
import { privacyBudget } from "../../../src/learn/privacy/privacyBudget.js";
import { privateHuberisedHinge, privateLogistic } from "../../../src/learn/privacy/privateLoss.js";
import { privateNoise } from "../../../src/learn/privacy/privateNoise.js";
import { tunePrivately } from "../../../src/learn/privacy/tunePrivately.js";
import { dataset, lambda, testMembership, testSensitivity, weights } from "./attacks.js";

/** Greatest distance of the samples' distribution function from `cdf`. */
function kolmogorovSmirnov(samples: number[], cdf: (x: number) => number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted.reduce((worst, x, i) => {
    const u = cdf(x);
    return Math.max(worst, Math.abs(u - i / sorted.length), Math.abs(u - (i + 1) / sorted.length));
  }, 0);
}

/** P(Gamma(d, β) ≤ x) for a whole d: 1 − Σ_{k<d} e^{−βx}(βx)ᵏ/k!. */
function gammaCdf(x: number, d: number, beta: number): number {
  let tail = 0;
  for (let k = 0; k < d; k++) tail += Math.exp(k * Math.log(beta * x) - beta * x - logGamma(k + 1));
  return 1 - tail;
}

// With 4,000 samples a true distribution exceeds this once in 10,000 times.
const critical = 2.23 / Math.sqrt(4000);

describe("the noise", () => {
  it("has a length that passes Kolmogorov–Smirnov against Gamma(d, β)", () => {
    const random = rng(1);
    const lengths = Array.from({ length: 4000 }, () => Math.hypot(...privateNoise(random, 5, 0.7)));
    expect(kolmogorovSmirnov(lengths, (x) => gammaCdf(x, 5, 0.7))).toBeLessThan(critical);
    expect(kolmogorovSmirnov(lengths, (x) => gammaCdf(x, 5, 0.8))).toBeGreaterThan(critical);
  });

  it("has a uniform direction: on the sphere in 3 dimensions each coordinate is uniform", () => {
    const random = rng(2);
    const directions = Array.from({ length: 4000 }, () => {
      const noise = privateNoise(random, 3, 1);
      const length = Math.hypot(...noise);
      return Array.from(noise, (value) => value / length);
    });
    for (const axis of [0, 1, 2]) {
      const along = directions.map((direction) => direction[axis]!);
      expect(kolmogorovSmirnov(along, (x) => (x + 1) / 2)).toBeLessThan(critical);
    }
    // An oblique direction too, where Laplace noise on each coordinate would show.
    const oblique = directions.map((at) => (at[0]! + at[1]! + at[2]!) / Math.sqrt(3));
    expect(kolmogorovSmirnov(oblique, (x) => (x + 1) / 2)).toBeLessThan(critical);
  });
});

describe("the parameters of the paper", () => {
  it("are those of the reference cases", () => {
    const one = objectivePerturbation(0.25, 100, 0.01, 1);
    expect(one.epsilonLeft).toBeCloseTo(0.5537128973715805, 14);
    expect(one.delta).toBe(0);
    expect(one.beta).toBeCloseTo(0.27685644868579, 14);
    const tenth = objectivePerturbation(0.25, 100, 0.01, 0.1);
    expect(tenth.epsilonLeft).toBeCloseTo(0.05, 15);
    expect(tenth.delta).toBeCloseTo(0.08875520827908066, 14);
    expect(tenth.beta).toBeCloseTo(0.025, 15);
    expect(outputNoiseRate(100, 0.01, 1)).toBeCloseTo(0.5, 15);
    expect(outputNoiseRate(100, 0.01, 1, 2)).toBeCloseTo(0.25, 15);
  });

  it.each([privateLogistic, privateHuberisedHinge(0.5), privateHuberisedHinge(0.1)])(
    "$name keeps its bounds |ℓ'| ≤ 1 and |ℓ''| ≤ c",
    (loss) => {
      let [most, steepest, mostChange] = [0, 0, 0];
      for (let raw = -4; raw <= 4; raw += 1 / 256) {
        for (const label of [0, 1]) {
          steepest = Math.max(steepest, Math.abs(loss.slope(raw, label)));
          const change = loss.slope(raw + 1e-6, label) - loss.slope(raw - 1e-6, label);
          mostChange = Math.max(mostChange, change / 2e-6);
          most = Math.max(most, loss.curvature(raw, label));
        }
      }
      expect(steepest).toBeLessThanOrEqual(1);
      expect(mostChange).toBeLessThanOrEqual(loss.curvatureBound * (1 + 1e-6));
      expect(most).toBeCloseTo(loss.curvatureBound, 12);
    },
  );
});

// 1,000 neighbours and 2,000 releases: test/sweeps/privacy.test.ts.
testSensitivity(200);
testMembership(500);

describe("what is refused", () => {
  const { rows, labels } = dataset(3);
  const options = { rng: rng(1), epsilon: 1, lambda, bound: 1 };

  it("a row longer than the public bound, unless it is to be clipped", () => {
    const long = [...rows.slice(0, -1), [3, 4]];
    expect(() => fitPrivately(long, labels, options)).toThrow(
      "rows must not be longer than the bound 1, row 19 has ‖x‖₂ = 5.000",
    );
    expect(fitPrivately(long, labels, { ...options, bound: 5 }).weights.length).toBe(3);
    expect(fitPrivately(long, labels, { ...options, excess: "clip" }).weights.length).toBe(3);
    const scaled = boundedRows(long, { bound: 1, excess: "clip", intercept: true });
    for (let n = 0; n < scaled.rows; n++) {
      expect(Math.hypot(...scaled.data.subarray(3 * n, 3 * n + 3))).toBeLessThanOrEqual(1 + 1e-15);
    }
  });

  it("ε beyond the budget, before anything is computed or booked", () => {
    const budget = privacyBudget(1);
    fitPrivately(rows, labels, { ...options, epsilon: 0.6, budget });
    expect(budget.remaining).toBeCloseTo(0.4, 15);
    expect(() => fitPrivately(rows, labels, { ...options, epsilon: 0.5, budget })).toThrow(
      'the budget must cover epsilon 0.5 for "output perturbation", but 0.4 of 1 is left',
    );
    expect(budget.entries.length).toBe(1);
    const tenths = privacyBudget(1);
    for (let i = 0; i < 10; i++) tenths.spend(0.1);
    expect(() => tenths.spend(0.001)).toThrow("must cover");
  });

  it("weights beyond their bound or with objective perturbation, labels that are not 0 or 1", () => {
    const values = weights();
    expect(() => fitPrivately(rows, labels, { ...options, weights: { values, bound: 2 } })).toThrow(
      "weights[19] must be between 0 and their bound 2, got 3",
    );
    const weighted = { ...options, weights: { values, bound: 3 }, method: "objective" as const };
    expect(() => fitPrivately(rows, labels, weighted)).toThrow("with output perturbation");
    expect(() =>
      fitPrivately(
        rows,
        labels.map((label) => 2 * label - 1),
        options,
      ),
    ).toThrow("must be 0 or 1, got -1");
    expect(() => fitPrivately(rows, labels, { ...options, epsilon: 0 })).toThrow("epsilon");
  });
});

describe("private tuning", () => {
  it("charges ε once, is deterministic, and prefers settings that err less", () => {
    const random = rng(9);
    const rows = Array.from({ length: 900 }, () =>
      [random.normal(), random.normal()].map((v) => v / 5),
    );
    const labels = rows.map(([a = NaN]) => (a > 0 ? 1 : 0));
    const settings = [{ lambda: 100 }, { lambda: 0.01 }];
    let good = 0;
    for (let seed = 0; seed < 30; seed++) {
      const budget = privacyBudget(2);
      const tune = () =>
        tunePrivately(rows, labels, settings, {
          rng: rng(seed),
          epsilon: 2,
          lambda: 1,
          bound: 1,
          excess: "clip",
        });
      const { chosen, fit } = tune();
      tunePrivately(rows, labels, settings, {
        rng: rng(seed),
        epsilon: 2,
        lambda: 1,
        bound: 1,
        excess: "clip",
        budget,
      });
      expect(budget.remaining).toBe(0);
      expect(tune().fit.weights).toEqual(fit.weights);
      if (chosen === 1) good++;
    }
    expect(good).toBeGreaterThan(22);
  });
});
