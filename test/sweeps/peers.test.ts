// Whole tables take a second each; 120 rows of each regression are in test/learn/training/regressions.test.ts.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linearDiscriminant, quadraticDiscriminant } from "../../src/learn/models/discriminantAnalysis.js"; // prettier-ignore
import { gaussianNaiveBayes } from "../../src/learn/models/gaussianNaiveBayes.js";
import * as families from "../../src/learn/models/regression/index.js";
import type { RegressionFamily } from "../../src/learn/models/regression/index.js";
import { classLabels } from "../../src/learn/table/classLabels.js";
import { featureRows } from "../../src/learn/table/featureRows.js";
import { fitLinear, fitTweedie } from "../../src/learn/training/fitGeneralisedLinear.js";
import { fitQuantile } from "../../src/learn/training/fitQuantile.js";
import { fitRegression } from "../../src/learn/training/fitRegression.js";
import { precisionAndRecall } from "../../src/learn/training/metrics/classification.js";
import { continuousRankedProbabilityScore, meanIntervalScore, meanRankedProbabilityScore } from "../../src/learn/training/metrics/forecasts.js"; // prettier-ignore
import { multiclassRocArea } from "../../src/learn/training/metrics/ranking.js";
import { rSquared } from "../../src/learn/training/metrics/regression.js";
import { gamma, normal } from "../../src/math/distributions/index.js";
import { readTable } from "../../src/node/data/readTable.js";

interface Case {
  readonly family: string;
  readonly peer: string;
  readonly onFeatures: number[];
  readonly weighted: boolean;
  readonly exposed: boolean;
  readonly logLikelihood: number;
  readonly outputs: readonly {
    readonly weights: number[];
    readonly intercept: number;
    readonly weightErrors: number[];
    readonly interceptError: number;
  }[];
}

const fixture = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures", name), "utf8"));
// statsmodels' and SciPy's fits, taken to the end by mpmath: test/fixtures/peers.py.
const peers = fixture("peers.json") as { COUNTS: string[]; MEASURES: string[]; cases: Case[] };
// From statsmodels, HiGHS and scikit-learn: test/fixtures/classifiers.py.
const others = fixture("classifiers.json");

const visits = await readTable("doctor-visits");
const diabetes = await readTable("diabetes");
const wine = await readTable("wine");
const counts = [...visits.numbers("visits")];
const progression = [...diabetes.numbers("progression")];
const [people, patients] = [featureRows(visits, peers.COUNTS), featureRows(diabetes, peers.MEASURES)]; // prettier-ignore

/** Targets that are not the column itself, as the script makes them. */
const changed: Readonly<Record<string, (y: number, n: number) => number>> = {
  zeroInflatedNegativeBinomial: (y, n) => (n % 3 === 0 ? 0 : y + 3),
  beta: (y) => y / 350,
  studentT: (y, n) => Math.log(y) * (n % 9 === 0 ? 1.6 : 1),
};

function expectClose(given: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  expect(given.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(given[i]! - wanted[i]!) / Math.max(1e-3, Math.abs(wanted[i]!));
    expect(error, `entry ${i}: ${given[i]} for ${wanted[i]}`).toBeLessThanOrEqual(tolerance);
  }
}

describe("regressions on the shipped tables, against statsmodels and SciPy", () => {
  it.each(peers.cases.map((one) => [`${one.family}, ${one.peer}`, one] as const))(
    "%s",
    (_, one) => {
      const family = Object.values(families).find(
        (own): own is RegressionFamily => typeof own !== "function" && own.name === one.family,
      )!;
      const rows = family.kind === "count" ? people.slice(0, 2000) : patients;
      const column = family.kind === "count" ? counts.slice(0, 2000) : progression;
      const fit = fitRegression(family, rows, column.map(changed[one.family] ?? ((y) => y)), {
        onFeatures: family.outputs.filter((__, k) => one.onFeatures[k] === 1),
        ...(one.weighted && { exampleWeights: column.map((__, n) => 1 + (n % 3)) }),
        ...(one.exposed && { exposure: column.map((__, n) => 1 + (n % 4)) }),
      });
      expectClose([fit.logLikelihood], [one.logLikelihood], 1e-11);
      one.outputs.forEach((wanted, k) => {
        const found = fit.coefficients[family.outputs[k]!]!;
        // Weights of columns in the thousands are small: each beside its own standard error.
        const all = [...wanted.weights, wanted.intercept];
        const errors = [...wanted.weightErrors, wanted.interceptError];
        [...found.weights, found.intercept].forEach((value, j) => {
          const size = Math.max(Math.abs(all[j]!), errors[j]!);
          expect(Math.abs(value - all[j]!) / size, `coefficient ${j}`).toBeLessThan(1e-8);
        });
        [...found.weightErrors, found.interceptError].forEach((value, j) => {
          expect(Math.abs(value / errors[j]! - 1), `standard error ${j}`).toBeLessThan(1e-8);
        });
      });
    },
  );

  it("Tweedie with weights and exposure", () => {
    const exampleWeights = counts.map((_, n) => 1 + (n % 3));
    const exposure = counts.map((_, n) => 1 + (n % 4));
    const { power, weights, intercept } = others.tweedie[1];
    const fit = fitTweedie(people, counts, { power, exampleWeights, exposure });
    weights.forEach((w: number, j: number) =>
      expect(Math.abs(fit.weights[j]! / w - 1)).toBeLessThan(1e-8),
    );
    expectClose([fit.intercept], [intercept], 1e-8);
  });

  it("quantiles with weights have the least of the linear program", () => {
    const exampleWeights = progression.map((_, n) => 1 + (n % 3));
    for (const { quantile, loss } of others.quantiles) {
      const fit = fitQuantile(patients, progression, { quantile, exampleWeights });
      expect(Math.abs(fit.loss / loss - 1), `τ ${quantile}`).toBeLessThan(1e-10);
    }
  });
});

describe("classifiers and metrics on the shipped tables, against scikit-learn", () => {
  const measured = wine.columnNames.filter((name) => name !== "cultivar");
  const rows = featureRows(wine, measured);
  const { labels } = classLabels(wine, "cultivar", ["A", "B", "C"]);

  it.each([
    ["naiveBayes", gaussianNaiveBayes(rows, labels, 3, { smoothing: 1e-3 })],
    ["linear", linearDiscriminant(rows, labels, 3, { towardsSphere: 0.3 })],
    ["quadratic", quadraticDiscriminant(rows, labels, 3, { towardsSphere: 0.2 })],
  ] as const)("ln of the posteriors of %s", (name, model) => {
    const found = rows
      .filter((_, n) => n % 9 === 0)
      .map((row) => {
        const joint = model.logJoint(row);
        const marginal = model.logMarginal(row);
        return joint.map((value) => value - marginal);
      });
    expectClose(found.flat(), others.logPosteriors[name].flat(), 1e-10);
  });

  it("precision, recall, F1, areas and ranked probabilities", () => {
    const { posterior, ...wanted } = others.metrics;
    const guess = posterior.map((row: number[]) => row.indexOf(Math.max(...row)));
    for (const average of ["macro", "micro", "weighted"] as const) {
      const { precision, recall, f1 } = precisionAndRecall(guess, labels, 3, average);
      expectClose([precision, recall, f1], wanted[average], 1e-14);
    }
    expectClose([multiclassRocArea(posterior, labels, "oneVsRest")], [wanted.oneVsRest], 1e-14);
    expectClose([multiclassRocArea(posterior, labels, "oneVsOne")], [wanted.oneVsOne], 1e-14);
    expectClose([meanRankedProbabilityScore(posterior, labels)], [wanted.rankedProbability], 1e-14);
  });

  it("R², interval scores and CRPS of forecasts", () => {
    const { rSquared: share, interval, crpsNormal, crpsGamma } = others.forecasts;
    const middle = fitLinear(patients, progression).predict(patients);
    const squares = middle.reduce((sum, value, n) => sum + (value - progression[n]!) ** 2, 0);
    const width = Math.sqrt(squares / progression.length);
    expectClose([rSquared(middle, progression)], [share], 1e-10);
    const [low, high] = [-1.3, 1.3].map((z) => middle.map((value) => value + z * width));
    expectClose([meanIntervalScore(low!, high!, progression, 0.8)], [interval], 1e-10);
    const mean = (score: (value: number, n: number) => number): number =>
      middle.reduce((sum, value, n) => sum + score(value, n), 0) / middle.length;
    const ofNormal = mean((value, n) => continuousRankedProbabilityScore(normal({ mean: value, standardDeviation: width }), progression[n]!)); // prettier-ignore
    expectClose([ofNormal], [crpsNormal], 1e-9);
    const ofGamma = mean((value, n) => continuousRankedProbabilityScore(gamma({ shape: 4, rate: 4 / Math.max(value, 20) }), progression[n]!)); // prettier-ignore
    expectClose([ofGamma], [crpsGamma], 1e-9);
  });
});
