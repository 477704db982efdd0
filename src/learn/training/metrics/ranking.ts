import { DomainError } from "../../../math/numeric/domainError.js";
import { numbersOf } from "../../../math/numeric/numbers.js";
import type { Numbers } from "../../../math/numeric/numbers.js";
import { checkBinary, checkPairs, probabilityRows } from "./checkPairs.js";

/** A receiver operating characteristic: one point for each distinct threshold. */
export interface RocCurve {
  /** Predict 1 where the raw output is at least this; begins with +Infinity. */
  readonly thresholds: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  /** The area under the curve: P(a positive ranks above a negative), ties counting half. */
  readonly area: number;
}

/** Precision against recall: one point for each distinct threshold. */
export interface PrecisionRecallCurve {
  readonly thresholds: Float64Array;
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  /** Average precision Σ (Rᵢ − Rᵢ₋₁)·Pᵢ: the area without interpolation, which would be too kind. */
  readonly area: number;
}

/**
 * The ROC curve of a binary classifier's outputs, any numbers that rise with the belief in class 1.
 *
 * Errors  DomainError if labels are not 0/1 with both present, or an output is NaN.
 * Source  Fawcett, "An introduction to ROC analysis" (2006), Pattern Recognition Letters 27.
 */
export function rocCurve(outputs: Numbers, labels: Numbers): RocCurve {
  const steps = [{ threshold: Infinity, positives: 0, negatives: 0 }, ...counts(outputs, labels)];
  const { positives, negatives } = steps[steps.length - 1]!;
  const truePositiveRate = Float64Array.from(steps, (step) => step.positives / positives);
  const falsePositiveRate = Float64Array.from(steps, (step) => step.negatives / negatives);
  let area = 0;
  for (let i = 1; i < steps.length; i++) {
    const width = falsePositiveRate[i]! - falsePositiveRate[i - 1]!;
    area += (width * (truePositiveRate[i]! + truePositiveRate[i - 1]!)) / 2;
  }
  const thresholds = Float64Array.from(steps, (step) => step.threshold);
  return { thresholds, falsePositiveRate, truePositiveRate, area };
}

/** The precision–recall curve, with average precision as its area. Arguments and errors as `rocCurve`. */
export function precisionRecallCurve(outputs: Numbers, labels: Numbers): PrecisionRecallCurve {
  const steps = counts(outputs, labels);
  const { positives } = steps[steps.length - 1]!;
  const recall = Float64Array.from(steps, (step) => step.positives / positives);
  const precision = Float64Array.from(
    steps,
    (step) => step.positives / (step.positives + step.negatives),
  );
  let area = 0;
  for (let i = 0; i < steps.length; i++) {
    area += (recall[i]! - (i === 0 ? 0 : recall[i - 1]!)) * precision[i]!;
  }
  return {
    thresholds: Float64Array.from(steps, (step) => step.threshold),
    precision,
    recall,
    area,
  };
}

/**
 * The area under the ROC curve for K classes, unweighted means over them.
 *
 *     "oneVsRest"  mean of the areas of pₖ for class k against all others (Provost & Domingos 2000)
 *     "oneVsOne"   mean over pairs of classes, each judged among its own examples alone by both of its
 *                  probabilities; it does not depend on how frequent the classes are (Hand & Till 2001)
 *
 * Shapes  probabilities [N][K], labels [N].
 * Errors  DomainError if a class has no example.
 * Source  Hand & Till (2001), Machine Learning 45.
 */
export function multiclassRocArea(
  probabilities: readonly Numbers[],
  classLabels: Numbers,
  average: "oneVsRest" | "oneVsOne",
): number {
  if (average !== "oneVsRest" && average !== "oneVsOne") {
    throw new DomainError(
      `average must be "oneVsRest" or "oneVsOne", got ${JSON.stringify(average)}`,
    );
  }
  const { rows, labels, classes } = probabilityRows(probabilities, classLabels);
  for (let k = 0; k < classes; k++) {
    if (!labels.includes(k)) throw new DomainError(`labels must hold every class, none is ${k}`);
  }
  const area = (k: number, against: (label: number) => boolean): number => {
    const among = rows.map((_, n) => n).filter((n) => labels[n] === k || against(labels[n]!));
    return rocCurve(
      among.map((n) => rows[n]![k]!),
      among.map((n) => (labels[n] === k ? 1 : 0)),
    ).area;
  };
  let [sum, count] = [0, 0];
  for (let k = 0; k < classes; k++) {
    if (average === "oneVsRest") {
      sum += area(k, (label) => label !== k);
      count++;
      continue;
    }
    for (let l = 0; l < classes; l++) {
      if (l === k) continue;
      sum += area(k, (label) => label === l);
      count++;
    }
  }
  return sum / count;
}

/** Positives and negatives at or above each distinct output, from the greatest down. */
function counts(scores: Numbers, classLabels: Numbers) {
  const outputs = numbersOf("outputs", scores);
  const labels = numbersOf("labels", classLabels);
  checkPairs("outputs", outputs, "labels", labels);
  checkBinary("labels", labels);
  const order = Array.from({ length: outputs.length }, (_, n) => n).sort((a, b) =>
    outputs[a] === outputs[b] ? 0 : outputs[a]! < outputs[b]! ? 1 : -1,
  );
  const steps: { threshold: number; positives: number; negatives: number }[] = [];
  let [positives, negatives] = [0, 0];
  order.forEach((n, i) => {
    if (labels[n] === 1) positives++;
    else negatives++;
    const next = order[i + 1];
    if (next === undefined || outputs[next] !== outputs[n]) {
      steps.push({ threshold: outputs[n]!, positives, negatives });
    }
  });
  return steps;
}
