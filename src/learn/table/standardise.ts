import { DomainError } from "../../math/numeric/domainError.js";
import type { Vector } from "../../math/numeric/vector.js";

/** The means and standard deviations of a training set, to put other rows on its scale. */
export interface Standardiser {
  readonly mean: Float64Array;
  /** With N in the denominator. */
  readonly standardDeviation: Float64Array;
  /** (x − mean) / standardDeviation, column by column. */
  apply(rows: readonly Vector[]): Float64Array[];
  /** Back to the units of the data. */
  invert(rows: readonly Vector[]): Float64Array[];
}

/**
 * Learns mean and standard deviation of each column from `rows`: from the training rows alone, lest the test
 * rows leak into training.
 *
 *     const scale = standardise(trainRows, names);
 *     const train = scale.apply(trainRows), test = scale.apply(testRows);
 *
 * Shapes  rows [N, D].
 * Errors  DomainError if a value is not finite, or a column is constant (it says nothing about any target).
 */
export function standardise(rows: readonly Vector[], names?: readonly string[]): Standardiser {
  if (rows.length === 0) throw new DomainError("rows must not be empty");
  const columns = rows[0]!.length;
  const nameOf = (j: number): string =>
    names === undefined ? `column ${j}` : `column "${names[j]}"`;
  const mean = new Float64Array(columns);
  const standardDeviation = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    for (const [i, row] of rows.entries()) {
      if (row.length !== columns) {
        throw new DomainError(`row ${i} must have ${columns} numbers, got ${row.length}`);
      }
      if (!Number.isFinite(row[j])) {
        throw new DomainError(`${nameOf(j)} must hold finite numbers, got ${row[j]} in row ${i}`);
      }
      mean[j]! += row[j]! / rows.length;
    }
    if (rows.every((row) => row[j] === rows[0]![j])) {
      throw new DomainError(
        `${nameOf(j)} is constant (${rows[0]![j]}) and can't be standardised; leave it out`,
      );
    }
    let squares = 0;
    for (const row of rows) squares += (row[j]! - mean[j]!) ** 2;
    standardDeviation[j] = Math.sqrt(squares / rows.length);
  }
  const check = (row: Vector): void => {
    if (row.length !== columns) {
      throw new DomainError(`rows must have ${columns} numbers, got ${row.length}`);
    }
  };
  const map = (table: readonly Vector[], cell: (value: number, j: number) => number) =>
    table.map((row) => {
      check(row);
      return Float64Array.from(row as ArrayLike<number>, cell);
    });
  return {
    mean,
    standardDeviation,
    apply: (table) => map(table, (value, j) => (value - mean[j]!) / standardDeviation[j]!),
    invert: (table) => map(table, (value, j) => value * standardDeviation[j]! + mean[j]!),
  };
}
