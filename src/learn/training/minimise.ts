import type { Vector } from "../../math/numeric/vector.js";

/** Where a minimiser ended. */
export interface Minimum {
  readonly parameters: Float64Array;
  /** The objective there. */
  readonly value: number;
  /** The gradient's Euclidean norm there. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Whether the gradient's norm came below the tolerance. */
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
  /** Stop when ‖gradient‖₂ is at most this; 1e-9 by default. */
  readonly gradientTolerance?: number;
  readonly maximumIterations?: number;
  /** Called after every iteration; `true` stops. */
  readonly onStep?: (step: MinimiserStep) => boolean | void;
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
export function greatest(values: Vector): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}
