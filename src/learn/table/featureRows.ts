import { checkNames } from "../../math/numeric/checks.js";
import { checkTable } from "./checkTable.js";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Table } from "./table.js";

/**
 * The columns of these names as features: one row an example, [N, D].
 *
 * Errors  DomainError if a column is not there, holds text (use `oneHot`) or misses a value (use `dropMissing`).
 */
export function featureRows(table: Table, names: readonly string[]): Float64Array[] {
  checkTable(table);
  checkNames("names", names);
  const columns = names.map((name) => {
    const values = table.column(name);
    if (!(values instanceof Float64Array)) {
      throw new DomainError(`column "${name}" must hold numbers, it holds text; use oneHot for it`);
    }
    const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
    if (missing > 0) {
      const row = values.findIndex(Number.isNaN);
      throw new DomainError(
        `column "${name}" misses ${missing} of ${values.length} values (first in row ${row}); use dropMissing first`,
      );
    }
    return values;
  });
  return Array.from({ length: table.length }, (_, row) =>
    Float64Array.from(columns, (column) => column[row]!),
  );
}
