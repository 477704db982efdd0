import { checkCount, checkLabel } from "../../../math/numeric/checks.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import { matrix } from "../../../math/numeric/matrix.js";
import type { Matrix } from "../../../math/numeric/matrix.js";
import type { Numbers } from "../../../math/numeric/numbers.js";
import { classPairs, probabilityRows } from "./checkPairs.js";

/** The share of predicted classes that are right. */
export function accuracy(predicted: Numbers, labels: Numbers): number {
  const [predictedClasses, trueClasses] = classPairs(predicted, labels);
  let right = 0;
  for (let n = 0; n < trueClasses.length; n++) if (predictedClasses[n] === trueClasses[n]) right++;
  return right / trueClasses.length;
}

/** Counts of (label, predicted class): row = label, column = prediction. */
export function confusionMatrix(predicted: Numbers, labels: Numbers, classes: number): Matrix {
  // The table of counts is square.
  checkCount("classes", classes, 1, 4096);
  const [predictedClasses, trueClasses] = classPairs(predicted, labels, classes);
  const counts = matrix(classes, classes);
  for (let n = 0; n < trueClasses.length; n++)
    counts.data[trueClasses[n]! * classes + predictedClasses[n]!]!++;
  return counts;
}

/** How a metric of each class becomes one number. */
export type ClassAverage = "macro" | "micro" | "weighted";

/** Precision, recall and F₁ of one class, or averaged over classes. */
export interface PrecisionAndRecall {
  /** TP/(TP + FP): the share of what was called positive that is. 0 where nothing was. */
  readonly precision: number;
  /** TP/(TP + FN): the share of the positives that was found. 0 where there are none. */
  readonly recall: number;
  /** 2TP/(2TP + FP + FN), their harmonic mean. */
  readonly f1: number;
}

/**
 * Precision, recall and F₁ over K classes that occur or are predicted.
 *
 *     macro     the mean over the classes
 *     weighted  the mean weighted by how often each class occurs
 *     micro     from the sums of TP, FP and FN over the classes; for single labels all three are the accuracy
 *
 * Source  Sokolova & Lapalme (2009), Information Processing & Management 45; scikit-learn's `zero_division=0`.
 */
export function precisionAndRecall(
  predicted: Numbers,
  labels: Numbers,
  classes: number,
  average: ClassAverage,
): PrecisionAndRecall {
  if (average !== "macro" && average !== "micro" && average !== "weighted") {
    throw new DomainError(
      `average must be "macro", "micro" or "weighted", got ${JSON.stringify(average)}`,
    );
  }
  const counts = classCounts(predicted, labels, classes);
  if (average === "micro") {
    const sum = (of: (one: ClassCounts) => number): number =>
      counts.reduce((total, one) => total + of(one), 0);
    return scores({
      both: sum((one) => one.both),
      predicted: sum((one) => one.predicted),
      actual: sum((one) => one.actual),
    });
  }
  const present = counts.filter(({ predicted, actual }) => predicted + actual > 0);
  const weight = ({ actual }: ClassCounts): number => (average === "macro" ? 1 : actual);
  const total = present.reduce((sum, one) => sum + weight(one), 0);
  const mean = (of: (one: PrecisionAndRecall) => number): number =>
    present.reduce((sum, one) => sum + weight(one) * of(scores(one)), 0) / total;
  return {
    precision: mean((one) => one.precision),
    recall: mean((one) => one.recall),
    f1: mean((one) => one.f1),
  };
}

/** How often a class was predicted and right, was predicted, and occurs. */
interface ClassCounts {
  readonly both: number;
  readonly predicted: number;
  readonly actual: number;
}

function classCounts(predicted: Numbers, labels: Numbers, classes: number): ClassCounts[] {
  const { data } = confusionMatrix(predicted, labels, classes);
  return Array.from({ length: classes }, (_, k) => {
    let [predicted, actual] = [0, 0];
    for (let l = 0; l < classes; l++) {
      predicted += data[l * classes + k]!;
      actual += data[k * classes + l]!;
    }
    return { both: data[k * (classes + 1)]!, predicted, actual };
  });
}

function scores({ both, predicted, actual }: ClassCounts): PrecisionAndRecall {
  return {
    precision: predicted === 0 ? 0 : both / predicted,
    recall: actual === 0 ? 0 : both / actual,
    f1: predicted + actual === 0 ? 0 : (2 * both) / (predicted + actual),
  };
}

/**
 * F₁ = 2PR/(P + R) = 2TP/(2TP + FP + FN) of one class (1 by default): the harmonic mean of precision and recall.
 * 0 where there is no true positive.
 *
 * Errors  DomainError if the class neither occurs nor is predicted: F₁ is 0/0.
 */
export function f1Score(predicted: Numbers, labels: Numbers, positive = 1): number {
  checkLabel("positive", positive, Infinity);
  const [predictedClasses, trueClasses] = classPairs(predicted, labels);
  const counts = { both: 0, predicted: 0, actual: 0 };
  for (let n = 0; n < trueClasses.length; n++) {
    const [a, b] = [predictedClasses[n] === positive, trueClasses[n] === positive];
    if (a && b) counts.both++;
    counts.predicted += Number(a);
    counts.actual += Number(b);
  }
  if (counts.predicted + counts.actual === 0) {
    throw new DomainError(`class ${positive} neither occurs nor is predicted: F1 is undefined`);
  }
  return scores(counts).f1;
}

/** The mean of F₁ over the classes that occur or are predicted. */
export function macroF1(predicted: Numbers, labels: Numbers, classes: number): number {
  return precisionAndRecall(predicted, labels, classes, "macro").f1;
}

/** −mean ln p(label): +Infinity where a label was given probability 0. Probabilities [N][K]. */
export function meanLogLoss(probabilities: readonly Numbers[], classLabels: Numbers): number {
  const { rows, labels } = probabilityRows(probabilities, classLabels);
  let sum = 0;
  rows.forEach((row, n) => (sum -= Math.log(row[labels[n]!]!)));
  return sum / rows.length;
}

/** mean Σₖ (pₖ − yₖ)², from 0 to 2. For two classes it is twice the mean of (p − y)². Probabilities [N][K]. */
export function meanBrierScore(probabilities: readonly Numbers[], classLabels: Numbers): number {
  const { rows, labels } = probabilityRows(probabilities, classLabels);
  let sum = 0;
  rows.forEach((row, n) => {
    row.forEach((p, k) => (sum += (p - (k === labels[n] ? 1 : 0)) ** 2));
  });
  return sum / rows.length;
}

/** One bin of a reliability diagram. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** The mean confidence of the bin's examples; NaN where it is empty. */
  readonly confidence: number;
  /** The share of them that was right; NaN where it is empty. */
  readonly accuracy: number;
}

/**
 * Examples by their confidence maxₖ pₖ in bins of equal width: what a reliability diagram shows.
 *
 * Source  Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017).
 */
export function calibrationBins(
  probabilities: readonly Numbers[],
  classLabels: Numbers,
  bins = 10,
): CalibrationBin[] {
  const { rows, labels } = probabilityRows(probabilities, classLabels);
  checkCount("bins", bins, 1);
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  rows.forEach((row, n) => {
    let best = 0;
    for (let k = 1; k < row.length; k++) if (row[k]! > row[best]!) best = k;
    const bin = sums[Math.min(Math.floor(row[best]! * bins), bins - 1)]!;
    bin.count++;
    bin.confidence += row[best]!;
    if (best === labels[n]) bin.right++;
  });
  return sums.map(({ count, confidence, right }, b) => ({
    from: b / bins,
    to: (b + 1) / bins,
    count,
    confidence: confidence / count,
    accuracy: right / count,
  }));
}

/** Σ_bins (count/N)·|accuracy − confidence|: how far confidence is from the share that is right. */
export function expectedCalibrationError(
  probabilities: readonly Numbers[],
  labels: Numbers,
  bins = 10,
): number {
  return calibrationBins(probabilities, labels, bins)
    .filter((bin) => bin.count > 0)
    .reduce((sum, bin) => {
      return sum + (bin.count / labels.length) * Math.abs(bin.accuracy - bin.confidence);
    }, 0);
}
