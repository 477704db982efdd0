import { describeValue } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Table } from "./table.js";

/** A table, as createTable makes one. */
export function checkTable(table: Table): void {
  const { column, strings, columnNames } = (table ?? {}) as Partial<Table>;
  const reads = typeof column === "function" && typeof strings === "function";
  if (reads && Array.isArray(columnNames)) return;
  throw new DomainError(
    `table must be a table, as createTable makes one, got ${describeValue(table)}`,
  );
}
