import type { Matrix } from "../../math/numeric/matrix.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { softmax } from "../../math/numeric/softmax.js";
import { featureMatrix, penalties } from "../models/features.js";
import type { Features } from "../models/features.js";
import { softmaxLogits, softmaxRegressionObjective } from "../models/softmaxRegression.js";
import { checkReached, separable } from "./fitGeneralisedLinear.js";
import type { FitOptions } from "./fitGeneralisedLinear.js";
import { minimiseLbfgs } from "./minimiseLbfgs.js";
import { minimiseNewton } from "./minimiseNewton.js";
import { scaledFeatures } from "./scaledFeatures.js";

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
  labels: ArrayLike<number>,
  classes: number,
  options: Omit<FitOptions, "intercept"> = {},
): SoftmaxFit {
  const x = featureMatrix(features);
  const l2 = penalties(options.l2 ?? 0, x.columns);
  const regularised = l2.every((penalty) => penalty > 0);
  const { features: scaled, centre, scale } = scaledFeatures(x, { intercept: true, regularised });
  const objective = softmaxRegressionObjective(scaled, labels, classes, {
    l2: l2.map((penalty, j) => penalty / scale[j]! ** 2),
    exampleWeights: options.exampleWeights,
  });
  for (let k = 0; k < classes; k++) {
    if (Array.prototype.includes.call(labels, k)) continue;
    throw new DomainError(`class ${k} has no example: its intercept would run to -Infinity`);
  }
  const lbfgs = options.method === "lbfgs" || objective.dimension > 250;
  const minimum = (lbfgs ? minimiseLbfgs : minimiseNewton)(
    objective,
    new Float64Array(objective.dimension),
    {
      gradientTolerance: options.gradientTolerance ?? 1e-9,
      ...(options.maximumIterations && { maximumIterations: options.maximumIterations }),
      onStep: ({ parameters }) => {
        if (!regularised && predictions(softmaxLogits(parameters, scaled)).every(isRight)) {
          throw new DomainError(separable);
        }
      },
    },
  );
  function isRight(label: number, n: number): boolean {
    return label === labels[n];
  }
  checkReached(minimum, objective, { family: "softmax", regularised });

  const width = x.columns + 1;
  const weights: Float64Array[] = [];
  const intercepts = new Float64Array(classes);
  const parameters: number[] = [];
  let loss = minimum.value;
  for (let k = 0; k < classes; k++) {
    const own = Float64Array.from(scale, (s, j) => minimum.parameters[k * width + j]! / s);
    intercepts[k] = minimum.parameters[k * width + x.columns]!;
    own.forEach((weight, j) => {
      intercepts[k]! -= weight * centre[j]!;
      loss -= 0.5 * l2[j]! * weight ** 2;
    });
    weights.push(own);
    parameters.push(...own, intercepts[k]!);
  }
  const logits = (rows: Features): Matrix => softmaxLogits(parameters, rows);
  let count = 0;
  for (let n = 0; n < x.rows; n++) count += options.exampleWeights?.[n] ?? 1;
  return {
    weights,
    intercepts,
    loss,
    logLikelihood: -loss * count,
    gradientNorm: minimum.gradientNorm,
    iterations: minimum.iterations,
    logits,
    probabilities: (rows) => softmaxRows(logits(rows)),
    predict: (rows) => predictions(logits(rows)),
  };
}

/** softmax of each row of logits, [N][K]. */
export function softmaxRows(logits: Matrix): number[][] {
  return Array.from({ length: logits.rows }, (_, n) => softmax(rowOf(logits, n)));
}

/** The class of the greatest logit of each row; the first of equals. */
export function predictions(logits: Matrix): number[] {
  return Array.from({ length: logits.rows }, (_, n) => {
    const row = rowOf(logits, n);
    return row.indexOf(Math.max(...row));
  });
}

function rowOf({ columns, data }: Matrix, n: number): Float64Array {
  return data.subarray(n * columns, (n + 1) * columns);
}
