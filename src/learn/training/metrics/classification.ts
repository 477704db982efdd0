import { checkInteger, checkLabel, checkProbability } from "../../../math/numeric/checks.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import { matrix } from "../../../math/numeric/matrix.js";
import type { Matrix } from "../../../math/numeric/matrix.js";
import type { Vector } from "../../../math/numeric/vector.js";
import { checkPairs } from "./checkPairs.js";

/** The share of predicted classes that are right. */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  checkPairs("predicted", predicted, "labels", labels);
  let right = 0;
  for (let n = 0; n < labels.length; n++) if (predicted[n] === labels[n]) right++;
  return right / labels.length;
}

/** Counts of (label, predicted class): row = label, column = prediction. */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): Matrix {
  checkPairs("predicted", predicted, "labels", labels);
  const counts = matrix(classes, classes);
  for (let n = 0; n < labels.length; n++) {
    checkLabel(`predicted[${n}]`, predicted[n]!, classes);
    checkLabel(`labels[${n}]`, labels[n]!, classes);
    counts.data[labels[n]! * classes + predicted[n]!]!++;
  }
  return counts;
}

/**
 * F₁ = 2PR/(P + R) = 2TP/(2TP + FP + FN) of one class (1 by default): the harmonic mean of precision and recall.
 * 0 where there is no true positive.
 *
 * Errors  DomainError if the class neither occurs nor is predicted: F₁ is 0/0.
 */
export function f1Score(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  positive = 1,
): number {
  checkPairs("predicted", predicted, "labels", labels);
  let [both, either] = [0, 0];
  for (let n = 0; n < labels.length; n++) {
    const [said, is] = [predicted[n] === positive, labels[n] === positive];
    if (said && is) both++;
    either += Number(said) + Number(is);
  }
  if (either === 0) {
    throw new DomainError(`class ${positive} neither occurs nor is predicted: F1 is undefined`);
  }
  return (2 * both) / either;
}

/** The mean of F₁ over the classes that occur or are predicted. */
export function macroF1(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number {
  const present = Array.from({ length: classes }, (_, k) => k).filter(
    (k) => Array.prototype.includes.call(labels, k) || Array.prototype.includes.call(predicted, k),
  );
  const total = present.reduce((sum, k) => sum + f1Score(predicted, labels, k), 0);
  return total / present.length;
}

/** −mean ln p(label): +Infinity where a label was given probability 0. Probabilities [N][K]. */
export function meanLogLoss(probabilities: readonly Vector[], labels: ArrayLike<number>): number {
  checkPairs("probabilities", probabilities, "labels", labels);
  let sum = 0;
  for (let n = 0; n < labels.length; n++) {
    checkLabel(`labels[${n}]`, labels[n]!, probabilities[n]!.length);
    const p = probabilities[n]![labels[n]!]!;
    checkProbability(`probabilities[${n}][${labels[n]}]`, p);
    sum -= Math.log(p);
  }
  return sum / labels.length;
}

/** mean Σₖ (pₖ − yₖ)², from 0 to 2. For two classes it is twice the mean of (p − y)². Probabilities [N][K]. */
export function meanBrierScore(
  probabilities: readonly Vector[],
  labels: ArrayLike<number>,
): number {
  checkPairs("probabilities", probabilities, "labels", labels);
  let sum = 0;
  for (let n = 0; n < labels.length; n++) {
    checkLabel(`labels[${n}]`, labels[n]!, probabilities[n]!.length);
    for (let k = 0; k < probabilities[n]!.length; k++) {
      sum += (probabilities[n]![k]! - (k === labels[n] ? 1 : 0)) ** 2;
    }
  }
  return sum / labels.length;
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
  probabilities: readonly Vector[],
  labels: ArrayLike<number>,
  bins = 10,
): CalibrationBin[] {
  checkPairs("probabilities", probabilities, "labels", labels);
  checkInteger("bins", bins, 1);
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  probabilities.forEach((row, n) => {
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
  probabilities: readonly Vector[],
  labels: ArrayLike<number>,
  bins = 10,
): number {
  return calibrationBins(probabilities, labels, bins)
    .filter((bin) => bin.count > 0)
    .reduce((sum, bin) => {
      return sum + (bin.count / labels.length) * Math.abs(bin.accuracy - bin.confidence);
    }, 0);
}
