import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTable } from "../../../src/node/data/readTable.js";
import { rng } from "../../../src/math/random/rng.js";
import { classLabels } from "../../../src/learn/table/classLabels.js";
import { bootstrapInterval } from "../../../src/learn/training/metrics/bootstrapInterval.js";
import {
  accuracy,
  calibrationBins,
  confusionMatrix,
  expectedCalibrationError,
  f1Score,
  macroF1,
  meanBrierScore,
  meanLogLoss,
} from "../../../src/learn/training/metrics/classification.js";
import { precisionRecallCurve, rocCurve } from "../../../src/learn/training/metrics/ranking.js";
import {
  meanAbsoluteError,
  meanPinballLoss,
  rootMeanSquaredError,
} from "../../../src/learn/training/metrics/regression.js";

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "fits.json"), "utf8"),
).metrics;

describe("metrics", () => {
  it("areas and F1 agree with scikit-learn, ties included", async () => {
    const table = await readTable("breast-cancer");
    const { labels } = classLabels(table, "diagnosis", ["benign", "malignant"]);
    expect(rocCurve(expected.outputs, labels).area).toBeCloseTo(expected.rocArea, 12);
    const curve = precisionRecallCurve(expected.outputs, labels);
    expect(curve.area).toBeCloseTo(expected.averagePrecision, 12);
    const predicted = expected.outputs.map((p: number) => (p >= 0.5 ? 1 : 0));
    expect(f1Score(predicted, labels)).toBeCloseTo(expected.f1, 2);
  });

  it("are what one counts by hand", () => {
    const labels = [0, 0, 1, 1];
    expect(accuracy([0, 1, 1, 1], labels)).toBe(0.75);
    expect([...confusionMatrix([0, 1, 1, 1], labels, 2).data]).toEqual([1, 1, 0, 2]);
    expect(f1Score([0, 1, 1, 1], labels)).toBeCloseTo(0.8, 15);
    expect(macroF1([0, 1, 1, 1], labels, 3)).toBeCloseTo((0.8 + 2 / 3) / 2, 15);
    const roc = rocCurve([0.1, 0.4, 0.35, 0.8], labels);
    expect(roc.area).toBe(0.75);
    expect([...roc.truePositiveRate]).toEqual([0, 0.5, 0.5, 1, 1]);
    expect([...roc.falsePositiveRate]).toEqual([0, 0, 0.5, 0.5, 1]);
    expect(rocCurve([1, 1, 1, 1], labels).area).toBe(0.5);
    expect(precisionRecallCurve([0.1, 0.4, 0.35, 0.8], labels).area).toBeCloseTo(5 / 6, 15);
    const probabilities = [
      [0.8, 0.2],
      [0.4, 0.6],
      [0.3, 0.7],
      [0, 1],
    ];
    const logs = Math.log(0.8) + Math.log(0.4) + Math.log(0.7);
    expect(meanLogLoss(probabilities, labels)).toBeCloseTo(-logs / 4, 15);
    expect(meanLogLoss([[1, 0]], [1])).toBe(Infinity);
    expect(meanBrierScore(probabilities, labels)).toBeCloseTo((0.08 + 0.72 + 0.18) / 4, 15);
    expect(rootMeanSquaredError([1, 2], [4, -2])).toBeCloseTo(Math.sqrt(12.5), 15);
    expect(meanAbsoluteError([1, 2], [4, -2])).toBe(3.5);
    expect(meanPinballLoss([1, 2], [4, -2], 0.9)).toBeCloseTo((2.7 + 0.4) / 2, 15);
  });

  it("calibration: perfect where confidence is the share that is right", () => {
    const sure = Array.from({ length: 10 }, () => [0.7, 0.3]);
    const labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1];
    expect(expectedCalibrationError(sure, labels)).toBeCloseTo(0, 14);
    expect(
      expectedCalibrationError(
        sure,
        labels.map(() => 0),
      ),
    ).toBeCloseTo(0.3, 14);
    expect(calibrationBins(sure, labels).map((bin) => bin.count)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 10, 0, 0,
    ]);
  });

  it("a bootstrap interval covers the truth about as often as it says", () => {
    let covered = 0;
    for (let run = 0; run < 100; run++) {
      const random = rng(run);
      const values = Array.from({ length: 60 }, () => random.normal());
      const mean = (rows: readonly number[]): number =>
        rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
      const { lower, upper } = bootstrapInterval(random, 60, mean, { resamples: 200 });
      if (lower <= 0 && 0 <= upper) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(86);
    expect(covered).toBeLessThan(100);
  });

  it("refuse what has no answer", () => {
    expect(() => rocCurve([1, 2], [1, 1])).toThrow("both classes, all are 1");
    expect(() => rocCurve([1, NaN], [0, 1])).toThrow("outputs[1] must be a number");
    expect(() => accuracy([], [])).toThrow("must not be empty");
    expect(() => accuracy([1], [1, 0])).toThrow("1 entries");
    expect(() => f1Score([0, 0], [0, 0])).toThrow("F1 is undefined");
  });
});
