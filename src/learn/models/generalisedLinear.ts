import { checkBoolean } from "../../math/numeric/checkBoolean.js";
import { checkFunction, checkOptions } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";
import { checkTargets, checkedWeights, eachExample, featureMatrix, penalties } from "./features.js";
import type { Features } from "./features.js";
import type { Family } from "./family.js";
import { finiteNumbersOf, numbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { Objective, ObjectiveOptions } from "./objective.js";

export interface GeneralisedLinearOptions extends ObjectiveOptions {
  /** Whether there is an intercept b; true by default. */
  readonly intercept?: boolean;
  /** What is added to the raw output of each example, known beforehand: ln of an exposure. 0 by default. */
  readonly offset?: Numbers;
}

/** Raw outputs ηₙ = w·xₙ + b of parameters [w₁ … w_D, b] (or [w₁ … w_D] without an intercept): [N]. */
export function linearPredictor(weights: Numbers, features: Features): Float64Array {
  const { rows, columns, data } = featureMatrix(features);
  const parameters = numbersOf("parameters", weights);
  if (parameters.length !== columns && parameters.length !== columns + 1) {
    throw new DomainError(
      `parameters must be ${columns} weights, with or without an intercept, got ${parameters.length}`,
    );
  }
  const raw = new Float64Array(rows);
  for (let n = 0; n < rows; n++) raw[n] = rawOutput(parameters, data, n * columns, columns);
  return raw;
}

function rawOutput(parameters: Vector, data: Float64Array, start: number, columns: number): number {
  let sum = parameters.length > columns ? parameters[columns]! : 0;
  for (let j = 0; j < columns; j++) sum += parameters[j]! * data[start + j]!;
  return sum;
}

/**
 * The objective of a generalised linear model; parameters [w₁ … w_D, b].
 *
 *     ηₙ = w·xₙ + b + offsetₙ
 *     J = mean L(ηₙ, yₙ) + ½ Σⱼ l2ⱼ wⱼ²
 *     ∂J/∂w = mean L'(ηₙ, yₙ)·xₙ + l2·w,  ∂²J/∂w² = mean L''(ηₙ, yₙ)·xₙxₙᵀ + l2·I
 *
 * Shapes  features [N, D], targets [N] → D + 1 parameters.
 * Errors  DomainError if lengths differ, a feature is not finite, or a target is none of the family's.
 * Source  McCullagh & Nelder, Generalized Linear Models (1989), ch. 2.
 */
export function generalisedLinearObjective(
  family: Family,
  features: Features,
  responses: Numbers,
  options: GeneralisedLinearOptions = {},
): Objective {
  checkFunction("family.checkTarget", (family as Family | null)?.checkTarget);
  checkOptions("generalisedLinearObjective", options, [
    "l2",
    "exampleWeights",
    "intercept",
    "offset",
  ]);
  const x = featureMatrix(features);
  const targets = numbersOf("targets", responses);
  checkTargets(x, targets);
  for (let n = 0; n < targets.length; n++) family.checkTarget(`targets[${n}]`, targets[n]!);
  const { rows, columns, data } = x;
  const l2 = penalties(options.l2 ?? 0, columns);
  const weights = checkedWeights(options.exampleWeights, rows);
  const { intercept = true } = options;
  checkBoolean("intercept", intercept);
  const dimension = columns + (intercept ? 1 : 0);
  const { loss } = family;
  const offset = offsetsOf(options.offset, rows);

  return {
    dimension,
    examples: rows,
    evaluate(parameters, gradient, examples) {
      gradient.fill(0);
      let value = 0;
      const sum = eachExample(rows, weights, examples, (n, weight) => {
        const start = n * columns;
        const raw = rawOutput(parameters, data, start, columns) + offset[n]!;
        if (!Number.isFinite(raw)) {
          value = Infinity;
          return;
        }
        value += weight * loss.value(raw, targets[n]!);
        const slope = weight * loss.gradient(raw, targets[n]!);
        for (let j = 0; j < columns; j++) gradient[j]! += slope * data[start + j]!;
        if (dimension > columns) gradient[columns]! += slope;
      });
      value /= sum;
      for (let j = 0; j < dimension; j++) gradient[j]! /= sum;
      for (let j = 0; j < columns; j++) {
        value += 0.5 * l2[j]! * parameters[j]! ** 2;
        gradient[j]! += l2[j]! * parameters[j]!;
      }
      return value;
    },
    hessian(parameters): Matrix {
      const h = matrix(dimension, dimension);
      const row = new Float64Array(dimension).fill(1);
      const sum = eachExample(rows, weights, undefined, (n, weight) => {
        row.set(data.subarray(n * columns, (n + 1) * columns));
        const raw = rawOutput(parameters, data, n * columns, columns) + offset[n]!;
        addOuterProduct(h, weight * family.curvature(raw, targets[n]!), row);
      });
      finishSymmetric(h, sum);
      for (let j = 0; j < columns; j++) h.data[j * dimension + j]! += l2[j]!;
      return h;
    },
  };
}

/** One offset for each example; 0 by default. */
export function offsetsOf(offset: Numbers | undefined, rows: number): Float64Array {
  if (offset === undefined) return new Float64Array(rows);
  const offsets = finiteNumbersOf("offset", offset);
  if (offsets.length === rows) return offsets;
  throw new DomainError(`offset must have ${rows} numbers, got ${offsets.length}`);
}

/**
 * Offsets and logarithms of exposures together, one for each example.
 *
 * Errors  DomainError if one is no number, an exposure not positive, or there are exposures without a log link.
 */
export function totalOffset(
  name: string,
  logLink: boolean,
  offset: Numbers | undefined,
  exposure: Numbers | undefined,
  rows: number,
): Float64Array {
  const sum = offsetsOf(offset, rows);
  if (exposure === undefined) return sum;
  if (!logLink) {
    throw new DomainError(`exposure is for counts and other outputs with a log link, not ${name}`);
  }
  const values = finiteNumbersOf("exposure", exposure);
  const wrong = values.findIndex((value) => !(value > 0));
  if (wrong >= 0) {
    throw new DomainError(`exposure[${wrong}] must be positive, got ${values[wrong]}`);
  }
  if (values.length !== rows) {
    throw new DomainError(`exposure must have ${rows} numbers, got ${values.length}`);
  }
  return sum.map((value, n) => value + Math.log(values[n]!));
}

/** Adds scale · v vᵀ to the lower triangle. */
export function addOuterProduct(h: Matrix, scale: number, v: Float64Array): void {
  const n = h.rows;
  for (let i = 0; i < n; i++) {
    const left = scale * v[i]!;
    if (left === 0) continue;
    for (let j = 0; j <= i; j++) h.data[i * n + j]! += left * v[j]!;
  }
}

/** Divides the lower triangle by `sum` and mirrors it. */
export function finishSymmetric(h: Matrix, sum: number): void {
  const n = h.rows;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      h.data[i * n + j]! /= sum;
      h.data[j * n + i] = h.data[i * n + j]!;
    }
  }
}
