import { compensatedSum } from "./compensatedSum.js";
import { matrix } from "./matrix.js";
import type { Matrix } from "./matrix.js";
import type { Vector } from "./vector.js";

/**
 * The lower triangle L with A = L·Lᵀ of a symmetric matrix, or undefined where A is not positive definite
 * (to rounding: a pivot below 1e-14 of its diagonal counts as 0). Only A's lower triangle is read.
 *
 * Source  Golub & Van Loan, Matrix Computations (2013), §4.2.
 */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const lower = matrix(n, n);
  const l = lower.data;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a.data[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i !== j) l[i * n + j] = sum / l[j * n + j]!;
      else if (sum > 1e-14 * Math.abs(a.data[i * n + i]!) && sum < Infinity)
        l[i * n + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}

/** The x with L·x = b. */
export function forwardSolve(lower: Matrix, b: Vector): Float64Array {
  const n = lower.rows;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower.data[i * n + k]! * x[k]!;
    x[i]! /= lower.data[i * n + i]!;
  }
  return x;
}

/** The x with Lᵀ·x = b. */
export function backwardSolve(lower: Matrix, b: Vector): Float64Array {
  const n = lower.rows;
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= lower.data[k * n + i]! * x[k]!;
    x[i]! /= lower.data[i * n + i]!;
  }
  return x;
}

/** The x with A·x = b, from A's triangle. */
export function choleskySolve(lower: Matrix, b: Vector): Float64Array {
  return backwardSolve(lower, forwardSolve(lower, b));
}

/** ln det A, from A's triangle. */
export function logDeterminant(lower: Matrix): number {
  const { rows: n, data } = lower;
  return 2 * compensatedSum(Array.from({ length: n }, (_, i) => Math.log(data[i * n + i]!)));
}
