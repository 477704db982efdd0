import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { softmaxTerms } from "../../math/numeric/softmaxTerms.js";
import type { Vector } from "../../math/numeric/vector.js";
import { finishSymmetric } from "./generalisedLinear.js";
import { classExamples, eachExample, featureMatrix } from "./features.js";
import type { Features } from "./features.js";
import { finiteNumbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { Objective, ObjectiveOptions } from "./objective.js";

/** Logits z_{nk} = w_k·xₙ + b_k of parameters [w₁, b₁, …, w_K, b_K]: [N, K]. */
export function softmaxLogits(weights: Numbers, features: Features): Matrix {
  const x = featureMatrix(features);
  const parameters = finiteNumbersOf("parameters", weights);
  const width = x.columns + 1;
  const classes = parameters.length / width;
  if (!Number.isInteger(classes)) {
    throw new DomainError(
      `parameters must be ${width} for each class (weights, then intercept), got ${parameters.length}`,
    );
  }
  const logits = matrix(x.rows, classes);
  for (let n = 0; n < x.rows; n++) {
    writeLogits(parameters, x, n, logits.data.subarray(n * classes, (n + 1) * classes));
  }
  return logits;
}

function writeLogits(parameters: Vector, x: Matrix, n: number, into: Float64Array): void {
  const width = x.columns + 1;
  for (let k = 0; k < into.length; k++) {
    let sum = parameters[k * width + x.columns]!;
    for (let j = 0; j < x.columns; j++) {
      sum += parameters[k * width + j]! * x.data[n * x.columns + j]!;
    }
    into[k] = sum;
  }
}

/**
 * The objective of softmax (multinomial logistic) regression; parameters [w₁, b₁, …, w_K, b_K].
 *
 *     J = mean −ln softmax(zₙ)_{yₙ} + ½ Σₖⱼ l2ⱼ wₖⱼ² + (1/2K) Σⱼ (Σₖ θₖⱼ)²
 *
 * A number added to all classes' parameters changes no probability. The last term picks, among the parameters
 * that are equally good, those that sum to 0 over the classes; it is 0 at the minimum and moves nothing else.
 *
 * Shapes  features [N, D], labels [N] → K·(D + 1) parameters.
 * Errors  DomainError if a label is no class index, lengths differ, or a feature is not finite.
 * Source  Bishop, PRML (2006), §4.3.4.
 */
export function softmaxRegressionObjective(
  features: Features,
  classNumbers: Numbers,
  classes: number,
  options: ObjectiveOptions = {},
): Objective {
  const name = "softmaxRegressionObjective";
  const { x, labels, weights, l2 } = classExamples(name, features, classNumbers, classes, options);
  const { rows, columns, data } = x;
  const width = columns + 1;
  const dimension = classes * width;
  const logits = new Float64Array(classes);

  return {
    dimension,
    examples: rows,
    evaluate(parameters, gradient, examples) {
      gradient.fill(0);
      let value = 0;
      const sum = eachExample(rows, weights, examples, (n, weight) => {
        writeLogits(parameters, x, n, logits);
        if (!logits.every(Number.isFinite)) {
          value = Infinity;
          return;
        }
        const { minusLog, probabilities, complements } = softmaxTerms(logits);
        value += weight * minusLog[labels[n]!]!;
        for (let k = 0; k < classes; k++) {
          const slope = weight * (k === labels[n]! ? -complements[k]! : probabilities[k]!);
          for (let j = 0; j < columns; j++) {
            gradient[k * width + j]! += slope * data[n * columns + j]!;
          }
          gradient[k * width + columns]! += slope;
        }
      });
      value /= sum;
      for (let i = 0; i < dimension; i++) gradient[i]! /= sum;
      for (let j = 0; j < width; j++) {
        let across = 0;
        for (let k = 0; k < classes; k++) across += parameters[k * width + j]!;
        value += across ** 2 / (2 * classes);
        for (let k = 0; k < classes; k++) {
          const parameter = parameters[k * width + j]!;
          gradient[k * width + j]! += across / classes;
          if (j === columns) continue;
          value += 0.5 * l2[j]! * parameter ** 2;
          gradient[k * width + j]! += l2[j]! * parameter;
        }
      }
      return value;
    },
    hessian(parameters) {
      const h = matrix(dimension, dimension);
      const row = new Float64Array(width).fill(1);
      const sum = eachExample(rows, weights, undefined, (n, weight) => {
        writeLogits(parameters, x, n, logits);
        const { probabilities, complements } = softmaxTerms(logits);
        row.set(data.subarray(n * columns, (n + 1) * columns));
        for (let k = 0; k < classes; k++) {
          for (let l = 0; l <= k; l++) {
            const factor = k === l ? complements[k]! : -probabilities[l]!;
            const curvature = weight * probabilities[k]! * factor;
            for (let i = 0; i < width; i++) {
              const at = (k * width + i) * dimension + l * width;
              const last = k === l ? i + 1 : width;
              const left = curvature * row[i]!;
              for (let j = 0; j < last; j++) h.data[at + j]! += left * row[j]!;
            }
          }
        }
      });
      finishSymmetric(h, sum);
      for (let j = 0; j < width; j++) {
        for (let k = 0; k < classes; k++) {
          for (let l = 0; l < classes; l++) {
            h.data[(k * width + j) * dimension + l * width + j]! += 1 / classes;
          }
          if (j < columns) h.data[(k * width + j) * (dimension + 1)]! += l2[j]!;
        }
      }
      return h;
    },
  };
}
