import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  linearDiscriminant,
  quadraticDiscriminant,
} from "../../../src/learn/models/discriminantAnalysis.js";
import { gaussianNaiveBayes } from "../../../src/learn/models/gaussianNaiveBayes.js";
import {
  hurdlePoissonRegression,
  negativeBinomialRegression,
  tobitRegression,
  weibullRegression,
  zeroInflatedPoissonRegression,
} from "../../../src/learn/models/regression/index.js";
import * as fits from "../../../src/learn/training/fitGeneralisedLinear.js";
import type { LinearFit } from "../../../src/learn/training/fitFamily.js";
import { fitQuantiles } from "../../../src/learn/training/fitQuantiles.js";
import { fitRegression } from "../../../src/learn/training/fitRegression.js";
import { tweedie } from "../../../src/math/distributions/index.js";
import { rng } from "../../../src/math/random/rng.js";

interface Linear {
  readonly fit: "fitPoisson" | "fitTweedie";
  readonly options: Record<string, number[]>;
  readonly features: number[][];
  readonly targets: number[];
  readonly weights: number[];
  readonly intercept: number;
  readonly predictions: number[];
}

// From statsmodels, scikit-learn's formulas and mpmath: test/fixtures/glm.py.
const fixture = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/glm.json"), "utf8"),
) as {
  linear: Linear[];
  tobit: Linear & {
    exampleWeights: number[];
    lower: number;
    upper: number;
    weightErrors: number[];
    logStandardDeviation: number;
    logLikelihood: number;
  };
  classifiers: {
    features: number[][];
    standardised: number[][];
    labels: number[];
    bayes: number[][];
    linear: number[][];
    quadratic: number[][];
  };
};
const { linear, tobit, classifiers } = fixture;

function expectClose(given: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  expect(given.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(given[i]! - wanted[i]!) / Math.max(1e-3, Math.abs(wanted[i]!));
    expect(error, `entry ${i}: ${given[i]} for ${wanted[i]}`).toBeLessThanOrEqual(tolerance);
  }
}

describe("generalised linear models with offsets and exposures, against statsmodels", () => {
  const label = ({ fit, options }: Linear) =>
    `${fit} ${Object.entries(options)
      .map(([key, value]) => (typeof value === "number" ? `${key} ${value}` : key))
      .join(", ")}`;
  it.each(linear.map((one) => [label(one), one] as const))("%s to 1e-8", (_, one) => {
    const found: LinearFit = fits[one.fit](one.features, one.targets, one.options);
    expectClose(found.weights, one.weights, 1e-8);
    expectClose([found.intercept], [one.intercept], 1e-8);
    expectClose(found.predict(one.features), one.predictions, 1e-8);
  });

  it.each(linear.map((one) => [label(one), one] as const))("%s without units", (_, one) => {
    const plain = fits[one.fit](one.features, one.targets, one.options);
    const scaled = one.features.map(([a, b]) => [a! * 1e8, b! + 1e6]);
    const other = fits[one.fit](scaled, one.targets, one.options);
    expectClose([other.weights[0]! * 1e8], [plain.weights[0]!], 1e-8);
    // A row of weight 0 may as well not be there.
    const rows = one.features.length;
    const { exampleWeights = new Array<number>(rows).fill(1), offset, exposure } = one.options;
    const more = fits[one.fit]([...one.features, [1e9, -1e9]], [...one.targets, one.targets[3]!], {
      ...one.options,
      exampleWeights: [...exampleWeights, 0],
      ...(offset !== undefined && { offset: [...offset, 700] }),
      ...(exposure !== undefined && { exposure: [...exposure, 1e9] }),
    });
    expect(more.weights).toEqual(plain.weights);
    expect(more.logLikelihood).toBe(plain.logLikelihood);
    // Twice the exposure is half the rate; an offset more is an intercept less.
    if (exposure === undefined) return;
    const twice = exposure.map((value) => 2 * value);
    const halved = fits[one.fit](one.features, one.targets, { ...one.options, exposure: twice });
    expectClose([halved.intercept + Math.LN2], [plain.intercept], 1e-9);
    expectClose([halved.logLikelihood!], [plain.logLikelihood!], 1e-10);
  });

  it("a Tweedie follows the unit of its amounts, and its likelihood is that of the densities", () => {
    const one = linear.find(({ fit }) => fit === "fitTweedie")!;
    const plain = fits.fitTweedie(one.features, one.targets, { power: 1.5 });
    for (const unit of [1e-8, 1e8]) {
      const amounts = one.targets.map((y) => y * unit);
      const fit = fits.fitTweedie(one.features, amounts, { power: 1.5 });
      expectClose(fit.weights, plain.weights, 1e-9);
      expectClose(
        fit.predict(one.features).map((y) => y / unit),
        plain.predict(one.features),
        1e-9,
      );
    }
    const means = plain.predict(one.features);
    const at = (dispersion: number): number =>
      one.targets.reduce(
        (sum, y, n) => sum + tweedie({ mean: means[n]!, dispersion, power: 1.5 }).logProb(y),
        0,
      );
    const tried = Array.from({ length: 61 }, (_, k) => at(0.5 * 1.1 ** k));
    expect(plain.logLikelihood).toBeGreaterThanOrEqual(Math.max(...tried));
    expect(plain.logLikelihood).toBeLessThan(Math.max(...tried) + 0.2);
  });

  it("says what it cannot take", () => {
    const { features, targets } = linear[0]!;
    const ones = targets.map(() => 1);
    expect(() => fits.fitLinear(features, targets, { exposure: ones })).toThrow(
      "exposure is for counts and other outputs with a log link, not gaussian",
    );
    expect(() => fits.fitPoisson(features, targets, { exposure: [1] })).toThrow(
      `exposure must have ${targets.length} numbers, got 1`,
    );
    expect(() => fits.fitPoisson(features, targets, { exposure: ones.map((_, n) => n) })).toThrow(
      "exposure[0] must be positive, got 0",
    );
    expect(() => fits.fitPoisson(features, targets, { offset: [NaN] })).toThrow("offset[0]");
    expect(() => fits.fitTweedie(features, targets, { power: 2 })).toThrow(
      "power must be greater than 1 and less than 2, got 2",
    );
    expect(() => fitRegression(weibullRegression, features, ones, { offset: ones })).toThrow(
      "offset is for counts",
    );
  });
});

describe("count regressions with an offset", () => {
  const { features, targets } = linear[0]!;
  const exposure = targets.map((_, n) => 1 + (n % 4));
  it.each([negativeBinomialRegression, zeroInflatedPoissonRegression, hurdlePoissonRegression])(
    "$name: the logarithm of an exposure is an offset",
    (family) => {
      const one = fitRegression(family, features, targets, { exposure });
      const other = fitRegression(family, features, targets, { offset: exposure.map(Math.log) });
      expect(other).toMatchObject({ logLikelihood: one.logLikelihood });
      const both = fitRegression(family, features, targets, {
        exposure,
        offset: targets.map(() => 2),
      });
      const [name] = family.outputs;
      expectClose(
        [both.coefficients[name!]!.intercept + 2],
        [one.coefficients[name!]!.intercept],
        1e-7,
      );
    },
  );
});

describe("Tobit regression, against mpmath", () => {
  const { features, targets, exampleWeights, lower, upper } = tobit;
  const fit = fitRegression(tobitRegression({ lower, upper }), features, targets, {
    exampleWeights,
  });

  it("coefficients, errors and likelihood to 1e-8", () => {
    expectClose(fit.coefficients.mean!.weights, tobit.weights, 1e-8);
    expectClose([fit.coefficients.mean!.intercept], [tobit.intercept], 1e-8);
    expectClose(fit.coefficients.mean!.weightErrors, tobit.weightErrors, 1e-8);
    const { intercept } = fit.coefficients.logStandardDeviation!;
    expectClose([intercept], [tobit.logStandardDeviation], 1e-8);
    expectClose([fit.logLikelihood], [tobit.logLikelihood], 1e-11);
  });

  it("does not depend on the unit of y, nor on how far beyond a limit a target is", () => {
    const unit = 1e6;
    const other = fitRegression(
      tobitRegression({ lower: lower * unit, upper: upper * unit }),
      features,
      targets.map((y) => y * unit),
      { exampleWeights },
    );
    expectClose(
      other.coefficients.mean!.weights.map((w) => w / unit),
      tobit.weights,
      1e-8,
    );
    const seen = targets.reduce(
      (sum, y, n) => sum + (y > lower && y < upper ? exampleWeights[n]! : 0),
      0,
    );
    expectClose([other.logLikelihood + seen * Math.log(unit)], [tobit.logLikelihood], 1e-10);
    const beyond = targets.map((y, n) => (y >= upper ? y + n : y));
    const same = fitRegression(tobitRegression({ lower, upper }), features, beyond, {
      exampleWeights,
    });
    expectClose(same.coefficients.mean!.weights, tobit.weights, 1e-8);
  });

  it("refuses limits that are none", () => {
    expect(() => tobitRegression({})).toThrow("limits must be a lower one, an upper one or both");
    expect(() => tobitRegression({ lower: 2, upper: 1 })).toThrow("got 2 and 1");
  });
});

describe("quantiles that do not cross", () => {
  const random = rng(22);
  const rows = Array.from({ length: 60 }, () => [random.uniform() * 4]);
  const targets = rows.map(([x]) => x! + (0.2 + x!) * random.normal());
  const quantiles = [0.1, 0.25, 0.5, 0.75, 0.9];
  const fit = fitQuantiles(rows, targets, { quantiles });
  const wide = Array.from({ length: 41 }, (_, k) => [k - 20]);

  it("stand in order where the lines by themselves cross", () => {
    expect(fit.crossings(wide)).toBeGreaterThan(0.2);
    for (const own of fit.predict(wide)) {
      own.forEach((value, k) => k > 0 && expect(value).toBeGreaterThanOrEqual(own[k - 1]!));
    }
    // Where nothing crosses they are the regressions by themselves.
    expect(fit.crossings([[2]])).toBe(0);
    expect([...fit.predict([[2]])[0]!]).toEqual(fit.fits.map((one) => one.predict([[2]])[0]!));
  });

  it("refuses quantiles out of order", () => {
    expect(() => fitQuantiles(rows, targets, { quantiles: [0.5, 0.2] })).toThrow(
      "quantiles must rise inside (0, 1), got 0.2 at quantiles[1]",
    );
    expect(() => fitQuantiles(rows, targets, { quantiles: [] })).toThrow("must not be empty");
  });
});

describe("smoothed and shrunk classifiers, against scikit-learn's and Friedman's formulas", () => {
  const { features, standardised, labels } = classifiers;
  const posteriors = (model: { posterior(x: number[]): number[] }, rows: number[][]) =>
    rows.slice(0, 10).map((row) => model.posterior(row));

  it("naive Bayes with smoothing", () => {
    const model = gaussianNaiveBayes(features, labels, 3, { smoothing: 1e-2 });
    expectClose(posteriors(model, features).flat(), classifiers.bayes.flat(), 1e-10);
    const constant = features.map((row, n) => [...row, labels[n]!]);
    expect(() => gaussianNaiveBayes(constant, labels, 3)).toThrow("set smoothing");
    const smooth = gaussianNaiveBayes(constant, labels, 3, { smoothing: 1e-9 });
    expect(smooth.predict(constant)).toEqual(labels);
  });

  it("linear and quadratic discriminants", () => {
    const one = linearDiscriminant(standardised, labels, 3, { towardsSphere: 0.3 });
    expectClose(posteriors(one, standardised).flat(), classifiers.linear.flat(), 1e-10);
    const other = quadraticDiscriminant(standardised, labels, 3, {
      towardsPooled: 0.4,
      towardsSphere: 0.2,
    });
    expectClose(posteriors(other, standardised).flat(), classifiers.quadratic.flat(), 1e-10);
    // λ = 1 is the linear discriminant.
    const pooled = quadraticDiscriminant(standardised, labels, 3, { towardsPooled: 1 });
    const plain = linearDiscriminant(standardised, labels, 3);
    expectClose(
      posteriors(pooled, standardised).flat(),
      posteriors(plain, standardised).flat(),
      1e-11,
    );
  });

  it("serve where there are more features than examples", () => {
    const random = rng(4);
    const rows = Array.from({ length: 6 }, (_, n) =>
      Array.from({ length: 9 }, (__, j) => random.normal() + (j === 0 ? 9 * (n % 2) : 0)),
    );
    const two = rows.map((_, n) => n % 2);
    expect(() => linearDiscriminant(rows, two, 2)).toThrow("shrink with towardsSphere");
    expect(linearDiscriminant(rows, two, 2, { towardsSphere: 0.5 }).predict(rows)).toEqual(two);
    expect(() => linearDiscriminant(rows, two, 2, { towardsSphere: 2 })).toThrow("towardsSphere");
    expect(() => gaussianNaiveBayes(rows, two, 2, { smoothing: -1 })).toThrow("smoothing");
  });
});
