import { DomainError } from "../../math/numeric/domainError.js";
import { isMatrix, matrixFrom } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";

/** N examples of D features: a matrix, or one list of D numbers for each example. */
export type Features = Matrix | readonly Vector[];

/**
 * The features as a matrix.
 *
 * Errors  DomainError if there are none, rows differ in length, or a number is not finite.
 */
export function featureMatrix(features: Features): Matrix {
  const rows = isMatrix(features) ? features : matrixFrom(features);
  if (rows.rows === 0 || rows.columns === 0) {
    throw new DomainError(`features must not be empty, got ${rows.rows} × ${rows.columns}`);
  }
  for (let i = 0; i < rows.data.length; i++) {
    if (Number.isFinite(rows.data[i])) continue;
    const [n, j] = [Math.floor(i / rows.columns), i % rows.columns];
    throw new DomainError(
      `features[${n}][${j}] must be a finite number, got ${rows.data[i]}; leave out rows with missing values`,
    );
  }
  return rows;
}

/** Checks that there is one target for each example. */
export function checkTargets(features: Matrix, targets: ArrayLike<unknown>): void {
  if (targets.length === features.rows) return;
  throw new DomainError(
    `targets must have one entry for each of ${features.rows} examples, got ${targets.length}`,
  );
}

/** The D penalties of `l2`, checked. */
export function penalties(l2: number | Vector, columns: number): Float64Array {
  const values =
    typeof l2 === "number" ? new Float64Array(columns).fill(l2) : Float64Array.from(l2);
  if (values.length !== columns) {
    throw new DomainError(`l2 must be one number or ${columns}, got ${values.length}`);
  }
  for (const value of values) {
    if (!(value >= 0 && value < Infinity)) {
      throw new DomainError(`l2 must be finite and not negative, got ${value}`);
    }
  }
  return values;
}

/** The weights of the examples, checked; undefined where all are 1. */
export function checkedWeights(weights: Vector | undefined, rows: number): Vector | undefined {
  if (weights === undefined) return undefined;
  if (weights.length !== rows) {
    throw new DomainError(`exampleWeights must have ${rows} numbers, got ${weights.length}`);
  }
  let sum = 0;
  for (let n = 0; n < rows; n++) {
    if (!(weights[n]! >= 0 && weights[n]! < Infinity)) {
      throw new DomainError(
        `exampleWeights[${n}] must be finite and not negative, got ${weights[n]}`,
      );
    }
    sum += weights[n]!;
  }
  if (sum === 0) throw new DomainError("exampleWeights must not all be 0");
  return weights;
}

/** Calls `visit(n, w)` for every example that counts and gives the sum of the weights w. */
export function eachExample(
  rows: number,
  weights: Vector | undefined,
  examples: ArrayLike<number> | undefined,
  visit: (n: number, weight: number) => void,
): number {
  const count = examples === undefined ? rows : examples.length;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const n = examples === undefined ? i : examples[i]!;
    const weight = weights === undefined ? 1 : weights[n]!;
    if (weight === 0) continue;
    sum += weight;
    visit(n, weight);
  }
  return sum;
}
