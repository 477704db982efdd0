import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTable } from "../../../src/node/data/readTable.js";
import {
  linearDiscriminant,
  quadraticDiscriminant,
} from "../../../src/learn/models/discriminantAnalysis.js";
import { gaussianNaiveBayes } from "../../../src/learn/models/gaussianNaiveBayes.js";
import { generativeLosses } from "../../../src/learn/models/generativeClassifier.js";
import { classLabels } from "../../../src/learn/table/classLabels.js";
import { featureRows } from "../../../src/learn/table/featureRows.js";
import { standardise } from "../../../src/learn/table/standardise.js";
import {
  fitGamma,
  fitHuber,
  fitLinear,
  fitLogistic,
  fitPoisson,
} from "../../../src/learn/training/fitGeneralisedLinear.js";
import { fitOrdinal } from "../../../src/learn/training/fitOrdinal.js";
import { fitQuantile } from "../../../src/learn/training/fitQuantile.js";
import { fitSoftmax } from "../../../src/learn/training/fitSoftmax.js";

// From scikit-learn, statsmodels and scipy: test/fixtures/fits.py.
const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "fits.json"), "utf8"),
);

function expectClose(actual: ArrayLike<number>, wanted: ArrayLike<number>, tolerance = 1e-8): void {
  expect(actual.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(actual[i]! - wanted[i]!) / Math.max(Math.abs(wanted[i]!), 1e-3);
    expect(error, `entry ${i}: ${actual[i]} against ${wanted[i]}`).toBeLessThan(tolerance);
  }
}

/** L-BFGS ends by the norm of the gradient, Newton's method at rounding. */
const ending = { newton: 1e-8, lbfgs: 1e-6 };
const ten = [-2.2, -1.4, -0.8, 0.2, 0.4, 0.8, 1.2, 2.2, 2.9, 4.6].map((x) => [x]);
const tenLabels = [0, 0, 1, 0, 1, 1, 1, 1, 1, 1];

describe("fits agree with scikit-learn and statsmodels", () => {
  it("logistic: ten points, with and without penalty", () => {
    expect(fitLogistic(ten, tenLabels).loss).toBeCloseTo(0.305159, 6);
    const ridge = fitLogistic(ten, tenLabels, { l2: 1 / 10 });
    expect(ridge.loss).toBeCloseTo(0.332911, 6);
    expect(ridge.weights[0]).toBeCloseTo(0.971934, 6);
    expect(ridge.intercept).toBeCloseTo(0.655536, 6);
  });

  it.each(["newton", "lbfgs"] as const)("logistic: breast cancer, by %s", async (method) => {
    const table = await readTable("breast-cancer");
    const rows = featureRows(table, expected.logistic.columns);
    const { labels } = classLabels(table, "diagnosis", ["benign", "malignant"]);
    const fit = fitLogistic(rows, labels, { method });
    expect(fit.gradientNorm).toBeLessThanOrEqual(1e-9);
    expectClose(fit.weights, expected.logistic.weights, ending[method]);
    expectClose([fit.intercept], [expected.logistic.intercept], ending[method]);
    expectClose([fit.logLikelihood!], [expected.logistic.logLikelihood], ending[method]);
    const ridge = fitLogistic(standardise(rows).apply(rows), labels, { method, l2: 0.01 });
    expectClose(ridge.weights, expected.logisticL2.weights, ending[method]);
    expectClose([ridge.intercept], [expected.logisticL2.intercept], ending[method]);
  });

  it("a penalty means the same whatever the units of a feature are shifted by", async () => {
    const shifted = ten.map(([x = NaN]) => [x + 1e4]);
    const [a, b] = [ten, shifted].map((rows) => fitLogistic(rows, tenLabels, { l2: 0.1 }));
    expectClose(b!.weights, a!.weights);
  });

  it.each(["newton", "lbfgs"] as const)("softmax: wine, by %s", async (method) => {
    const table = await readTable("wine");
    const rows = featureRows(table, expected.softmax.columns);
    const { labels } = classLabels(table, "cultivar");
    const fit = fitSoftmax(rows, labels, 3, { method });
    fit.weights.forEach((weights, k) =>
      expectClose(weights, expected.softmax.weights[k], ending[method]),
    );
    expectClose(fit.intercepts, expected.softmax.intercepts, ending[method]);
    expectClose([fit.logLikelihood], [expected.softmax.logLikelihood], ending[method]);
  });

  it("poisson: doctor visits", async () => {
    const table = await readTable("doctor-visits");
    const fit = fitPoisson(featureRows(table, expected.poisson.columns), table.numbers("visits"));
    expectClose(fit.weights, expected.poisson.weights);
    expectClose([fit.intercept], [expected.poisson.intercept]);
    expectClose([fit.logLikelihood!], [expected.poisson.logLikelihood]);
  });

  it("ordinal: self-rated health", async () => {
    const table = await readTable("doctor-visits");
    const { labels } = classLabels(table, "health", ["poor", "fair", "good", "excellent"]);
    const fit = fitOrdinal(featureRows(table, expected.ordinal.columns), labels, 4);
    expectClose(fit.weights, expected.ordinal.weights);
    expectClose(fit.thresholds, expected.ordinal.thresholds);
    expectClose([fit.logLikelihood], [expected.ordinal.logLikelihood]);
  });

  it("linear, gamma, Huber and quantile: diabetes", async () => {
    const table = await readTable("diabetes");
    const rows = featureRows(table, expected.gamma.columns);
    const targets = table.numbers("progression");
    const delta = expected.huber.delta;
    for (const [fit, wanted] of [
      [fitLinear(rows, targets), expected.linear],
      [fitGamma(rows, targets), expected.gamma],
      [fitHuber(rows, targets, { delta }), expected.huber],
    ]) {
      expectClose(fit.weights, wanted.weights);
      expectClose([fit.intercept], [wanted.intercept]);
      if (wanted.loss !== undefined) expectClose([fit.loss], [wanted.loss]);
      else expectClose([fit.logLikelihood], [wanted.logLikelihood]);
    }
    for (const { quantile, loss } of expected.quantile) {
      const fit = fitQuantile(rows, targets, { quantile });
      expectClose([fit.loss], [loss]);
      expect(fit.dualityGap).toBeLessThan(1e-9 * loss);
      const below = targets.filter((y, n) => y < fit.predict(rows)[n]!).length / targets.length;
      expect(Math.abs(below - quantile)).toBeLessThan(0.03);
    }
  });

  it("naive Bayes, linear and quadratic discriminants: wine", async () => {
    const table = await readTable("wine");
    const rows = featureRows(table, expected.softmax.columns);
    const { labels } = classLabels(table, "cultivar");
    const bayes = gaussianNaiveBayes(rows, labels, 3);
    bayes.variances.forEach((v, k) => expectClose(v, expected.naiveBayes.variances[k]));
    const linear = linearDiscriminant(rows, labels, 3);
    linear.weights.forEach((w, k) => expectClose(w, expected.linearDiscriminant.weights[k]));
    expectClose(linear.intercepts, expected.linearDiscriminant.intercepts);
    const quadratic = quadraticDiscriminant(rows, labels, 3);
    for (const [model, wanted] of [
      [bayes, expected.naiveBayes],
      [linear, expected.linearDiscriminant],
      [quadratic, expected.quadraticDiscriminant],
    ]) {
      const losses = generativeLosses(model, rows, labels);
      expectClose([-losses.conditional], [wanted.logLikelihood]);
      wanted.posterior.forEach((row: number[], n: number) =>
        expectClose(model.posterior(rows[n]), row),
      );
    }
  });
});

describe("fits say what is wrong", () => {
  const column = (values: number[]): number[][] => values.map((value) => [value]);

  it("classes that a plane separates, wholly or but for ties", () => {
    expect(() => fitLogistic(column([1, 2, 3, 4]), [0, 0, 1, 1])).toThrow("perfectly separable");
    expect(() => fitLogistic(column([1, 2, 2, 3]), [0, 0, 1, 1])).toThrow("perfectly separable");
    expect(() => fitLogistic(column([1, 2, 3, 4]), [0, 0, 1, 1], { method: "lbfgs" })).toThrow(
      "perfectly separable",
    );
    expect(() => fitSoftmax(column([1, 2, 3, 4, 5, 4.5]), [0, 0, 1, 1, 2, 1], 3)).toThrow(
      "perfectly separable",
    );
    expect(fitLogistic(column([1, 2, 3, 4]), [0, 0, 1, 1], { l2: 0.01 }).loss).toBeLessThan(0.5);
    expect(() => fitLogistic(column([1, 2, 3]), [1, 1, 1])).toThrow("both classes");
  });

  it("a constant column, and one that combines others", () => {
    const rows = [1, 2, 4, 3].map((x) => [x, 7, 2 * x + 1]);
    const targets = [1, 3, 2, 5];
    expect(() => fitLinear(rows, targets)).toThrow("feature 1 is constant (7)");
    const dependent = rows.map(([a = NaN, , c = NaN]) => [a, c]);
    expect(() => fitLinear(dependent, targets)).toThrow("independent");
    expect(fitLinear(rows, targets, { l2: 0.1 }).weights[1]).toBeCloseTo(0, 12);
  });

  it("NaN, wrong lengths, targets outside the family, a class without examples", () => {
    expect(() => fitLinear([[1], [NaN]], [1, 2])).toThrow("features[1][0] must be a finite number");
    expect(() => fitLinear([[1], [2]], [1])).toThrow("one entry for each of 2 examples, got 1");
    expect(() => fitLogistic([[1], [2]], [0, 2])).toThrow("targets[1] must be 0 or 1");
    expect(() => fitPoisson([[1], [2]], [0, -1])).toThrow("targets[1] must be a count");
    expect(() => fitGamma([[1], [2]], [1, 0])).toThrow("targets[1] must be positive");
    expect(() => fitSoftmax(ten, tenLabels, 3)).toThrow("class 2 has no example");
    expect(() => fitOrdinal(ten, tenLabels, 3)).toThrow("class 2 has no example");
    expect(() => gaussianNaiveBayes([[1], [1], [2], [3]], [0, 0, 1, 1], 2)).toThrow(
      "feature 0 does not vary within class 0",
    );
  });
});
