import { checkFinite, checkOptions, checkWeights, describeValue } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { numbersOf } from "../../numeric/numbers.js";
import type { Numbers } from "../../numeric/numbers.js";
import type { TypedNumbers, Vector } from "../../numeric/vector.js";

/** What a batch kernel returns: the buffers are the caller's where the caller gave some. */
export interface BatchLoss {
  /** scale · Σ of the losses of the examples. */
  readonly value: number;
  /** ∂value/∂prediction, row by row as the predictions are. */
  readonly gradient: Float64Array;
}

/** What every batch kernel takes. */
export interface BatchOptions {
  /** The factor on the sum: 1/N by default, so that the value is the mean. */
  readonly scale?: number;
  /** Where to write the gradient, of the predictions' length; a new array by default. */
  readonly gradient?: Float64Array;
  /** Where to write the unscaled loss of each example; nowhere by default. */
  readonly losses?: Float64Array;
}

/** Throws unless the options of a kernel are those of every batch, or among `furtherOptions`. Before any is read. */
export function checkBatchOptions(
  options: BatchOptions,
  furtherOptions: readonly string[] = [],
): void {
  checkOptions("the batch", options, ["scale", "gradient", "losses", ...furtherOptions]);
}

/** The buffers and the scale of a kernel; a mean over nothing is an error. */
export function batchBuffers(
  examples: number,
  predictions: number,
  options: BatchOptions,
): { scale: number; gradient: Float64Array; losses: Float64Array | undefined } {
  const { scale, gradient = new Float64Array(predictions), losses } = options;
  if (scale !== undefined) checkFinite("scale", scale);
  for (const [name, list] of [
    ["gradient", gradient],
    ["losses", losses],
  ] as const) {
    if (list === undefined || list instanceof Float64Array) continue;
    throw new DomainError(`${name} must be a Float64Array to write to, got ${describeValue(list)}`);
  }
  if (examples === 0 && scale === undefined) {
    throw new DomainError("the mean of a batch needs at least one example, got none");
  }
  if (gradient.length !== predictions) {
    throw new DomainError(
      `gradient must have the predictions' length, ${predictions}, got ${gradient.length}`,
    );
  }
  if (losses !== undefined && losses.length !== examples) {
    throw new DomainError(
      `losses must have a place per example, ${examples}, got ${losses.length}`,
    );
  }
  return { scale: scale ?? 1 / examples, gradient, losses };
}

/** The list as a kernel reads it: a typed array of numbers as it is, anything else as a Float64Array. */
export function typedNumbers(name: string, values: Numbers): TypedNumbers {
  const isTyped =
    ArrayBuffer.isView(values) &&
    !(values instanceof BigInt64Array || values instanceof BigUint64Array);
  return isTyped ? (values as unknown as TypedNumbers) : numbersOf(name, values);
}

/** Throws unless targets are as many as predictions. */
export function checkBatchLength(predictions: Vector, targets: Vector): void {
  if (targets.length !== predictions.length) {
    throw new DomainError(
      `targets must have the predictions' length, ${predictions.length}, got ${targets.length}`,
    );
  }
}

/** Throws unless `weight`, where it is given, holds a finite number ≥ 0 for each of `count` things of this kind. */
export function checkWeightPer(
  kind: "class" | "logit",
  count: number,
  weight: Vector | undefined,
): void {
  if (weight === undefined) return;
  checkWeights("weight", weight);
  if (weight.length !== count) {
    throw new DomainError(`weight must have a number per ${kind}, ${count}, got ${weight.length}`);
  }
}
