import { describe, expect, it } from "vitest";
import {
  empirical,
  gamma,
  normal,
  poisson,
  studentT,
  uniform,
} from "../../../src/math/distributions/index.js";
import { precisionAndRecall } from "../../../src/learn/training/metrics/classification.js";
import {
  continuousRankedProbabilityScore,
  meanIntervalScore,
  meanRankedProbabilityScore,
} from "../../../src/learn/training/metrics/forecasts.js";
import { multiclassRocArea } from "../../../src/learn/training/metrics/ranking.js";
import { rSquared } from "../../../src/learn/training/metrics/regression.js";

// Wanted values: scikit-learn 1.9.1 for the classes, mpmath in 30 digits for the integrals.
const labels = [0, 1, 2, 2, 1, 0, 2, 1];
const predicted = [0, 2, 2, 1, 1, 0, 2, 0];
const probabilities = [
  [0.7, 0.2, 0.1],
  [0.1, 0.5, 0.4],
  [0.2, 0.2, 0.6],
  [0.3, 0.4, 0.3],
  [0.2, 0.6, 0.2],
  [0.5, 0.3, 0.2],
  [0.1, 0.1, 0.8],
  [0.4, 0.35, 0.25],
];

describe("metrics of classes", () => {
  it.each([
    ["macro", 0.611111111111111, 0.6666666666666666, 0.6222222222222222],
    ["micro", 0.625, 0.625, 0.625],
    ["weighted", 0.6041666666666666, 0.625, 0.6],
  ] as const)("%s precision, recall and F1", (average, precision, recall, f1) => {
    const found = precisionAndRecall(predicted, labels, 3, average);
    expect(found.precision).toBeCloseTo(precision, 14);
    expect(found.recall).toBeCloseTo(recall, 14);
    expect(found.f1).toBeCloseTo(f1, 14);
  });

  it("the area for several classes, against the rest and in pairs", () => {
    expect(multiclassRocArea(probabilities, labels, "oneVsRest")).toBeCloseTo(
      0.9555555555555556,
      14,
    );
    expect(multiclassRocArea(probabilities, labels, "oneVsOne")).toBeCloseTo(
      0.9629629629629629,
      14,
    );
    expect(() =>
      multiclassRocArea(
        probabilities,
        labels.map((k) => k % 2),
        "oneVsOne",
      ),
    ).toThrow("labels must hold every class, none is 2");
    expect(() => multiclassRocArea(probabilities, labels, "ovr" as never)).toThrow('"oneVsRest"');
  });

  it("the ranked probability score counts steps", () => {
    expect(meanRankedProbabilityScore(probabilities, labels)).toBeCloseTo(0.2115625, 14);
    expect(meanRankedProbabilityScore([[1, 0, 0]], [1])).toBe(1);
    expect(meanRankedProbabilityScore([[1, 0, 0]], [2])).toBe(2);
    expect(() => precisionAndRecall(predicted, labels, 3, "Macro" as never)).toThrow('got "Macro"');
  });
});

describe("metrics of numbers", () => {
  it("R² has 1 for perfect, 0 for the mean, and no unit", () => {
    const [y, guess] = [
      [3, -0.5, 2, 7],
      [2.5, 0, 2, 8],
    ];
    expect(rSquared(guess, y)).toBeCloseTo(0.9486081370449679, 14);
    expect(rSquared(y, y)).toBe(1);
    expect(rSquared([2.875, 2.875, 2.875, 2.875], y)).toBe(0);
    const scaled = (values: number[]) => values.map((value) => value * 1e200);
    expect(rSquared(scaled(guess), scaled(y))).toBeCloseTo(0.9486081370449679, 14);
    expect(() => rSquared([1, 2], [3, 3])).toThrow("targets must vary, all are 3");
  });

  it("the interval score is the width, and what it misses by at 2/α", () => {
    expect(meanIntervalScore([0], [10], [5], 0.8)).toBe(10);
    expect(meanIntervalScore([0, 0], [10, 10], [-1, 12], 0.8)).toBeCloseTo((20 + 10 + 20) / 2, 12);
    expect(() => meanIntervalScore([2], [1], [0], 0.9)).toThrow(
      "lower[0] must be at most upper[0]",
    );
  });

  it.each([
    ["gamma", gamma({ shape: 3, rate: 2 }), 4, 2.048358594023028],
    ["normal", normal({ mean: 0, standardDeviation: 1 }), 1.3, 0.8268663406252716],
    ["Poisson", poisson({ rate: 2.5 }), 4, 0.9727607867632033],
    ["Student-t", studentT({ degreesOfFreedom: 3, location: 0, scale: 1 }), 0.5, 0.36512063522194],
    ["uniform, far above it", uniform({ lower: 0, upper: 1 }), 3, 7 / 3],
    ["uniform, far below it", uniform({ lower: 0, upper: 1 }), -2, 7 / 3],
    ["a point, where it is the absolute error", empirical({ samples: [5] }), 2, 3],
    ["a sample", empirical({ samples: [0, 1] }), 0.5, 0.25],
  ] as const)("CRPS of %s", (_, forecast, target, wanted) => {
    expect(continuousRankedProbabilityScore(forecast, target)).toBeCloseTo(wanted, 10);
  });

  it("CRPS carries the unit of its target, wherever it lies", () => {
    for (const unit of [1e-8, 1e8]) {
      const forecast = normal({ mean: 3 * unit, standardDeviation: unit });
      const score = continuousRankedProbabilityScore(forecast, 4.3 * unit);
      expect(score / unit).toBeCloseTo(0.8268663406252716, 10);
    }
    expect(() =>
      continuousRankedProbabilityScore(normal({ mean: 0, standardDeviation: 1 }), NaN),
    ).toThrow("target must be a finite number");
  });
});
