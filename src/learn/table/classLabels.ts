import { checkNames } from "../../math/numeric/checks.js";
import { checkTable } from "./checkTable.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { unknownName } from "../../math/numeric/nearestName.js";
import type { Table } from "./table.js";

/** Class indices 0 … K − 1 and what each means. */
export interface ClassLabels {
  readonly labels: number[];
  readonly classes: readonly string[];
}

/**
 * A column as class indices. The classes are in the order given, else sorted (numbers by value).
 *
 * Errors  DomainError if a value is missing, or is none of the classes given.
 */
export function classLabels(
  table: Table,
  column: string,
  classes?: readonly string[],
): ClassLabels {
  checkTable(table);
  if (classes !== undefined) checkNames("classes", classes);
  const values = table.strings(column);
  const numeric = table.column(column) instanceof Float64Array;
  const missing = values.indexOf(null);
  if (missing >= 0) {
    throw new DomainError(`column "${column}" misses its value in row ${missing}; use dropMissing`);
  }
  const texts = values as readonly string[];
  const order = classes ?? [...new Set(texts)].sort((a, b) => (numeric ? +a - +b : a < b ? -1 : 1));
  const indexOf = new Map(order.map((name, index) => [name, index]));
  const labels = texts.map((text) => {
    const label = indexOf.get(text);
    if (label === undefined) throw new DomainError(unknownName("class", text, order));
    return label;
  });
  return { labels, classes: order };
}
