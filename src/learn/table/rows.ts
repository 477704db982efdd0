import { checkIsList, checkNames, checkInteger, describeValue } from "../../math/numeric/checks.js";
import { checkTable } from "./checkTable.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { createTable } from "./createTable.js";
import type { Column, Table } from "./table.js";

/** The rows of these indices, in this order, as a table of its own. */
export function selectRows(table: Table, indices: ArrayLike<number>): Table {
  checkTable(table);
  checkIsList("indices", indices);
  const pick = (column: Column): Column =>
    column instanceof Float64Array
      ? Float64Array.from(indices, (row) => column[row]!)
      : Array.from(indices, (row) => column[row]!);
  for (let i = 0; i < indices.length; i++) {
    if (!(Number.isInteger(indices[i]) && indices[i]! >= 0 && indices[i]! < table.length)) {
      throw new DomainError(
        `row indices must be from 0 to ${table.length - 1}, got ${describeValue(indices[i])} in indices[${i}]`,
      );
    }
  }
  return createTable(
    table.name,
    new Map(table.columnNames.map((name) => [name, pick(table.column(name))])),
  );
}

/** The columns of these names, in this order. */
export function selectColumns(table: Table, names: readonly string[]): Table {
  checkTable(table);
  checkNames("names", names);
  return createTable(table.name, new Map(names.map((name) => [name, table.column(name)])));
}

/** The rows without a missing value in these columns (all columns by default). */
export function dropMissing(table: Table, wanted?: readonly string[]): Table {
  checkTable(table);
  const names = wanted === undefined ? table.columnNames : wanted;
  checkNames("names", names);
  const columns = names.map((name) => table.column(name));
  const complete: number[] = [];
  for (let row = 0; row < table.length; row++) {
    const whole = columns.every((column) => {
      const value = column[row];
      return value !== null && !Number.isNaN(value);
    });
    if (whole) complete.push(row);
  }
  if (complete.length === 0) {
    throw new DomainError(`every row of "${table.name}" misses a value in ${names.join(", ")}`);
  }
  return selectRows(table, complete);
}

/** The items of these indices: `pick(labels, split.train)`. */
export function pick<Item>(items: ArrayLike<Item>, indices: ArrayLike<number>): Item[] {
  checkIsList("items", items);
  checkIsList("indices", indices);
  for (let i = 0; i < indices.length; i++) {
    checkInteger(`indices[${i}]`, indices[i]!, 0);
    if (indices[i]! >= items.length) {
      throw new DomainError(`indices[${i}] must be below ${items.length}, got ${indices[i]}`);
    }
  }
  return Array.from(indices, (index) => items[index]!);
}
