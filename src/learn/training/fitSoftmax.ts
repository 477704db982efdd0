import { checkMatrix } from "../../math/numeric/matrix.js";
import { checkClasses } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { softmax } from "../../math/numeric/softmax.js";
import type { Features } from "../models/features.js";
import { labelsOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { softmaxLogits, softmaxRegressionObjective } from "../models/softmaxRegression.js";
import { separable } from "./recessionOf.js";
import { prepareFit } from "./prepareFit.js";
import type { FitOptions } from "./prepareFit.js";
import { penalisedGains, solveFit } from "./solveFit.js";

/** A fitted softmax regression; its weights and intercepts sum to 0 over the classes. */
export interface SoftmaxFit {
  /** [K][D]. */
  readonly weights: readonly Float64Array[];
  readonly intercepts: Float64Array;
  /** The mean cross-entropy on the training data, without the penalty. */
  readonly loss: number;
  readonly logLikelihood: number;
  /** Norm of the objective's gradient at the end, with features scaled to variance 1. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** [N, K]. */
  logits(features: Features): Matrix;
  /** softmax of the logits, [N][K]. */
  probabilities(features: Features): number[][];
  /** The most probable class of each example, [N]. */
  predict(features: Features): number[];
}

/**
 * Softmax (multinomial logistic) regression by maximum likelihood or, with l2, maximum a posteriori.
 *
 * Shapes  features [N, D], labels [N] with 0 … K − 1.
 * Errors  DomainError as `fitGeneralisedLinear`; also if a class has no example and l2 is 0.
 */
export function fitSoftmax(
  features: Features,
  classNumbers: Numbers,
  classes: number,
  options: Omit<FitOptions, "intercept"> = {},
): SoftmaxFit {
  checkClasses(classes, 2);
  const allLabels = labelsOf("labels", classNumbers, classes);
  const fit = prepareFit("fitSoftmax", features, allLabels, options, { intercept: true });
  const { targets: labels, centre, scale, l2 } = fit;
  for (let k = 0; k < classes; k++) {
    if (labels.includes(k)) continue;
    throw new DomainError(
      `class ${k} has no example${allLabels.includes(k) ? " of positive weight" : ""}: its intercept would run to -Infinity`,
    );
  }
  const objective = softmaxRegressionObjective(fit.features, labels, classes, {
    l2: fit.scaledL2,
    exampleWeights: fit.weights,
  });
  const columns = fit.x.columns;
  const width = columns + 1;
  const minimum = solveFit("softmax", objective, new Float64Array(objective.dimension), options, {
    reason: separable,
    gains(direction) {
      const logitChanges = softmaxLogits(direction, fit.features);
      const gains: number[] = [];
      for (let k = 0; k < classes; k++) gains.push(...penalisedGains(direction, l2, k * width));
      labels.forEach((label, n) => {
        const row = rowOf(logitChanges, n);
        row.forEach((value, k) => k !== label && gains.push(row[label]! - value));
      });
      return gains;
    },
  });

  const scaledLogits = (rows: Features): Matrix =>
    softmaxLogits(minimum.parameters, fit.scaleRows(rows));
  const weights = Array.from({ length: classes }, (_, k) =>
    Float64Array.from(scale, (s, j) => minimum.parameters[k * width + j]! / s),
  );
  const intercepts = Float64Array.from(weights, (weightsOfClass, k) =>
    weightsOfClass.reduce(
      (sum, w, j) => sum - w * centre[j]!,
      minimum.parameters[k * width + columns]!,
    ),
  );
  let loss = minimum.value;
  for (let k = 0; k < classes; k++) {
    for (let j = 0; j < columns; j++) {
      loss -= 0.5 * fit.scaledL2[j]! * minimum.parameters[k * width + j]! ** 2;
    }
  }
  return {
    weights,
    intercepts,
    loss,
    logLikelihood: -loss * fit.totalWeight,
    gradientNorm: minimum.gradientNorm,
    iterations: minimum.iterations,
    logits: scaledLogits,
    probabilities: (rows) => softmaxRows(scaledLogits(rows)),
    predict: (rows) => predictions(scaledLogits(rows)),
  };
}

/** softmax of each row of logits, [N][K]. */
export function softmaxRows(logits: Matrix): number[][] {
  checkMatrix("logits", logits);
  return Array.from({ length: logits.rows }, (_, n) => softmax(rowOf(logits, n)));
}

/** The class of the greatest logit of each row; the first of equals. */
export function predictions(logits: Matrix): number[] {
  checkMatrix("logits", logits);
  return Array.from({ length: logits.rows }, (_, n) => {
    const row = rowOf(logits, n);
    let best = 0;
    for (let k = 0; k < row.length; k++) {
      if (Number.isNaN(row[k]))
        throw new DomainError(`logits[${n}][${k}] must be a number, got NaN`);
      if (row[k]! > row[best]!) best = k;
    }
    return best;
  });
}

function rowOf({ columns, data }: Matrix, n: number): Float64Array {
  return data.subarray(n * columns, (n + 1) * columns);
}
