import { checkFinite, checkAllFinite } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { log1mExp } from "../../math/numeric/log1mExp.js";
import { matrix } from "../../math/numeric/matrix.js";
import { sigmoid } from "../../math/numeric/sigmoid.js";
import { softplus } from "../../math/numeric/softplus.js";
import type { Vector } from "../../math/numeric/vector.js";
import { addOuterProduct, finishSymmetric } from "./generalisedLinear.js";
import { classExamples, eachExample } from "./features.js";
import type { Features } from "./features.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { Objective, ObjectiveOptions } from "./objective.js";

/** The probabilities of the K ordered classes at η: σ(θ_k − η) − σ(θ_{k−1} − η). */
export function ordinalProbabilities(raw: number, thresholds: Vector): number[] {
  checkFinite("raw", raw);
  checkAllFinite("thresholds", thresholds);
  for (let k = 1; k < thresholds.length; k++) {
    if (thresholds[k]! < thresholds[k - 1]!) {
      throw new DomainError(
        `thresholds must rise, got ${thresholds[k]} after ${thresholds[k - 1]} at ${k}`,
      );
    }
  }
  return Array.from({ length: thresholds.length + 1 }, (_, k) => {
    const upper = k < thresholds.length ? thresholds[k]! - raw : Infinity;
    const lower = k > 0 ? thresholds[k - 1]! - raw : -Infinity;
    return Math.exp(-surprisal(upper, lower));
  });
}

/**
 * −ln(σ(a) − σ(b)) for a > b, without subtracting: σ(a) − σ(b) = σ(a)·σ(−b)·(1 − e^{b−a}).
 */
function surprisal(a: number, b: number): number {
  if (a <= b) return Infinity;
  return softplus(-a) + softplus(b) - (a - b === Infinity ? 0 : log1mExp(b - a));
}

/**
 * The objective of ordinal regression, the proportional odds model: parameters [w₁ … w_D, θ₀ … θ_{K−2}].
 *
 *     P(y ≤ k | x) = σ(θ_k − w·x),  θ₀ < θ₁ < …
 *     L = −ln(σ(a) − σ(b)),  a = θ_y − w·x,  b = θ_{y−1} − w·x   (a = +∞ in the last class, b = −∞ in the first)
 *     ∂L/∂a = −σ(−a) − 1/(e^{a−b} − 1),   ∂L/∂b = σ(b) + 1/(e^{a−b} − 1)
 *
 * +Infinity where the thresholds are not in order. Convex in all parameters together.
 *
 * Shapes  features [N, D], labels [N] → D + K − 1 parameters.
 * Source  McCullagh, "Regression Models for Ordinal Data" (1980), J. R. Statist. Soc. B 42.
 */
export function ordinalRegressionObjective(
  features: Features,
  classNumbers: Numbers,
  classes: number,
  options: ObjectiveOptions = {},
): Objective {
  const name = "ordinalRegressionObjective";
  const { x, labels, weights, l2 } = classExamples(name, features, classNumbers, classes, options);
  const counts = new Array<number>(classes).fill(0);
  eachExample(x.rows, weights, undefined, (n) => counts[labels[n]!]!++);
  const absent = counts.indexOf(0);
  if (absent >= 0) {
    throw new DomainError(
      `class ${absent} has no example that counts, so its threshold can't be learnt`,
    );
  }
  const { rows, columns, data } = x;
  const dimension = columns + classes - 1;

  const edges = (parameters: Vector, n: number): [a: number, b: number] => {
    let raw = 0;
    for (let j = 0; j < columns; j++) raw += parameters[j]! * data[n * columns + j]!;
    const label = labels[n]!;
    const a = label < classes - 1 ? parameters[columns + label]! - raw : Infinity;
    const b = label > 0 ? parameters[columns + label - 1]! - raw : -Infinity;
    return [a, b];
  };

  return {
    dimension,
    examples: rows,
    evaluate(parameters, gradient, examples) {
      gradient.fill(0);
      for (let k = 1; k < classes - 1; k++) {
        if (!(parameters[columns + k]! > parameters[columns + k - 1]!)) return Infinity;
      }
      let value = 0;
      const sum = eachExample(rows, weights, examples, (n, weight) => {
        const [a, b] = edges(parameters, n);
        value += weight * surprisal(a, b);
        const gap = 1 / Math.expm1(a - b);
        const slopeA = a === Infinity ? 0 : weight * (-sigmoid(-a) - gap);
        const slopeB = b === -Infinity ? 0 : weight * (sigmoid(b) + gap);
        for (let j = 0; j < columns; j++) {
          gradient[j]! -= (slopeA + slopeB) * data[n * columns + j]!;
        }
        if (a !== Infinity) gradient[columns + labels[n]!]! += slopeA;
        if (b !== -Infinity) gradient[columns + labels[n]! - 1]! += slopeB;
      });
      value /= sum;
      for (let i = 0; i < dimension; i++) gradient[i]! /= sum;
      for (let j = 0; j < columns; j++) {
        value += 0.5 * l2[j]! * parameters[j]! ** 2;
        gradient[j]! += l2[j]! * parameters[j]!;
      }
      return Number.isNaN(value) ? Infinity : value;
    },
    hessian(parameters) {
      const h = matrix(dimension, dimension);
      const direction = new Float64Array(dimension);
      // a and b are linear in the parameters; the loss adds three squares of directions:
      // L_aa·aaᵀ + L_bb·bbᵀ + L_ab(abᵀ + baᵀ) with L_ab = −g, so g·(a−b)(a−b)ᵀ and the two logistic terms.
      const sum = eachExample(rows, weights, undefined, (n, weight) => {
        const [a, b] = edges(parameters, n);
        const label = labels[n]!;
        const towards = (scale: number, ofA: number, ofB: number): void => {
          direction.fill(0);
          for (let j = 0; j < columns; j++) direction[j] = -(ofA + ofB) * data[n * columns + j]!;
          if (label < classes - 1) direction[columns + label] = ofA;
          if (label > 0) direction[columns + label - 1] = ofB;
          addOuterProduct(h, weight * scale, direction);
        };
        if (a !== Infinity) towards(sigmoid(a) * sigmoid(-a), 1, 0);
        if (b !== -Infinity) towards(sigmoid(b) * sigmoid(-b), 0, 1);
        if (a - b < 700) towards(1 / (Math.expm1(a - b) * -Math.expm1(b - a)), 1, -1);
      });
      finishSymmetric(h, sum);
      for (let j = 0; j < columns; j++) h.data[j * (dimension + 1)]! += l2[j]!;
      return h;
    },
  };
}
