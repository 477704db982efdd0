import { checkIsList, checkNames } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { numbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";

/** The means and standard deviations of a training set, to put other rows on its scale. */
export interface Standardiser {
  readonly mean: Float64Array;
  /** With N in the denominator. */
  readonly standardDeviation: Float64Array;
  /** (x − mean) / standardDeviation, column by column. */
  apply(rows: readonly Numbers[]): Float64Array[];
  /** Back to the units of the data. */
  invert(rows: readonly Numbers[]): Float64Array[];
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
export function standardise(rows: readonly Numbers[], names?: readonly string[]): Standardiser {
  checkIsList("rows", rows);
  if (names !== undefined) checkNames("names", names);
  if (rows.length === 0) throw new DomainError("rows must not be empty");
  const columns = numbersOf("rows[0]", rows[0]!).length;
  const nameOf = (j: number): string =>
    names === undefined ? `column ${j}` : `column "${names[j]}"`;
  const checked = (table: readonly Numbers[]): Float64Array[] => {
    checkIsList("rows", table);
    return Array.from(table, (cells, i) => {
      const row = numbersOf(`rows[${i}]`, cells);
      if (row.length === columns) return row;
      throw new DomainError(`rows[${i}] must have ${columns} numbers, got ${row.length}`);
    });
  };
  const data = checked(rows);
  const mean = new Float64Array(columns);
  const standardDeviation = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let [least, most] = [Infinity, -Infinity];
    data.forEach((row, i) => {
      if (!Number.isFinite(row[j])) {
        throw new DomainError(`${nameOf(j)} must hold finite numbers, got ${row[j]} in row ${i}`);
      }
      mean[j]! += row[j]! / data.length;
      least = Math.min(least, row[j]!);
      most = Math.max(most, row[j]!);
    });
    // Some units in the last place apart is one number, computed in two ways.
    if (most - least <= 4 * Number.EPSILON * Math.max(Math.abs(least), Math.abs(most))) {
      const rounding = most === least ? "" : " to rounding";
      throw new DomainError(
        `${nameOf(j)} is constant${rounding} (${data[0]![j]}) and can't be standardised; leave it out`,
      );
    }
    // Divided by the range first: the squares of very small and very great numbers have no double.
    const range = most - least;
    let squares = 0;
    for (const row of data) squares += ((row[j]! - mean[j]!) / range) ** 2;
    standardDeviation[j] = range * Math.sqrt(squares / data.length);
  }
  const map = (table: readonly Numbers[], cell: (value: number, j: number) => number) =>
    checked(table).map((row) => row.map(cell));
  return {
    mean,
    standardDeviation,
    apply: (table) => map(table, (value, j) => (value - mean[j]!) / standardDeviation[j]!),
    invert: (table) => map(table, (value, j) => value * standardDeviation[j]! + mean[j]!),
  };
}
