import {
  checkFunction,
  checkInteger,
  checkInterval,
  checkOptions,
  describeValue,
} from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Vector } from "../../math/numeric/vector.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { finiteNumbersOf } from "../../math/numeric/numbers.js";
import type { Objective } from "../models/objective.js";

/** Where a minimiser ended. */
export interface Minimum {
  readonly parameters: Float64Array;
  /** The objective there. */
  readonly value: number;
  /** The gradient's Euclidean norm there. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Whether the minimiser's stopping rule was met. */
  readonly converged: boolean;
}

/** One line of the protocol of a minimiser. */
export interface MinimiserStep {
  readonly iteration: number;
  readonly parameters: Vector;
  readonly value: number;
  readonly gradientNorm: number;
  /** How far the parameters moved, the greatest of them. */
  readonly step: number;
}

export interface MinimiserOptions {
  /** Stop when ‖gradient‖₂ is at most this. L-BFGS: 1e-9 by default; Newton: by its decrement where it is not given. */
  readonly gradientTolerance?: number;
  readonly maximumIterations?: number;
  /** Called after every iteration; `true` stops. */
  readonly onStep?: (step: MinimiserStep) => boolean | void;
}

/** An objective, as generalisedLinearObjective makes one: what it costs, and how many parameters it has. */
export function checkObjective(objective: Objective): void {
  const { dimension, evaluate } = (objective ?? {}) as Partial<Objective>;
  if (Number.isSafeInteger(dimension) && typeof evaluate === "function") return;
  throw new DomainError(
    `objective must be one, with its dimension and evaluate, got ${describeValue(objective)}`,
  );
}

/** Where a minimiser starts unless it is told: all parameters 0. */
export function originOf(objective: Objective): Float64Array {
  checkObjective(objective);
  return new Float64Array(objective.dimension);
}

/** A minimiser's start with the objective's value and gradient there, and its options checked. */
export function evaluateStart(
  name: string,
  objective: Objective,
  start: Numbers,
  options: MinimiserOptions,
  known: readonly string[] = [],
): { parameters: Float64Array; gradient: Float64Array; value: number } {
  checkObjective(objective);
  checkOptions(name, options, ["gradientTolerance", "maximumIterations", "onStep", ...known]);
  const { gradientTolerance, maximumIterations, onStep } = options;
  if (onStep !== undefined) checkFunction("onStep", onStep);
  if (maximumIterations !== undefined) checkInteger("maximumIterations", maximumIterations, 1);
  if (gradientTolerance !== undefined) {
    checkInterval("gradientTolerance", gradientTolerance, 0, Infinity);
  }
  const parameters = Float64Array.from(finiteNumbersOf("start", start));
  if (parameters.length !== objective.dimension) {
    throw new DomainError(
      `start must have ${objective.dimension} parameters, got ${parameters.length}`,
    );
  }
  const gradient = new Float64Array(objective.dimension);
  const value = objective.evaluate(parameters, gradient);
  if (Number.isFinite(value)) return { parameters, gradient, value };
  throw new DomainError(`the objective must be finite at the start, got ${value}`);
}

/** Euclidean length. */
export function norm(values: Vector): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}

export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The greatest absolute value. */
export function maximumNorm(values: Vector): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}
