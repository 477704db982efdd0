import { checkTable } from "./checkTable.js";
import type { Table } from "./table.js";

/** What a column holds. */
export type ColumnSummary =
  | {
      readonly name: string;
      readonly type: "number";
      readonly count: number;
      readonly missing: number;
      readonly mean: number;
      /** With count − 1 in the denominator; NaN of fewer than two values. */
      readonly standardDeviation: number;
      readonly minimum: number;
      readonly lowerQuartile: number;
      readonly median: number;
      readonly upperQuartile: number;
      readonly maximum: number;
    }
  | {
      readonly name: string;
      readonly type: "text";
      readonly count: number;
      readonly missing: number;
      /** How often each value occurs, most frequent first. */
      readonly values: readonly (readonly [value: string, count: number])[];
    };

/** One summary a column. Missing values are counted and left out (danfojs's `describe` lets them spoil the mean). */
export function describeTable(table: Table): ColumnSummary[] {
  checkTable(table);
  return table.columnNames.map((name): ColumnSummary => {
    const column = table.column(name);
    if (column instanceof Float64Array) {
      const values = column.filter((value) => !Number.isNaN(value)).sort();
      const count = values.length;
      const mean = values.reduce((sum, value) => sum + value / count, 0);
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return {
        name,
        type: "number",
        count,
        missing: column.length - count,
        mean: count === 0 ? NaN : mean,
        standardDeviation: count < 2 ? NaN : Math.sqrt(squares / (count - 1)),
        minimum: sortedQuantile(values, 0),
        lowerQuartile: sortedQuantile(values, 0.25),
        median: sortedQuantile(values, 0.5),
        upperQuartile: sortedQuantile(values, 0.75),
        maximum: sortedQuantile(values, 1),
      };
    }
    const counts = new Map<string, number>();
    for (const value of column) {
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const count = [...counts.values()].reduce((sum, n) => sum + n, 0);
    const values = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return { name, type: "text", count, missing: column.length - count, values };
  });
}

/** Linear between the neighbours, as numpy's and R's default (type 7). */
function sortedQuantile(sorted: Float64Array, u: number): number {
  if (sorted.length === 0) return NaN;
  const place = u * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
