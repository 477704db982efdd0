import { checkTable } from "./checkTable.js";
import { selectRows } from "./rows.js";
import type { Table } from "./table.js";

/**
 * A table of its own for every value of a column, in the order of their first rows; rows where the value is
 * missing are left out.
 *
 *     for (const [species, birds] of groupBy(penguins, "species")) …
 */
export function groupBy(table: Table, column: string): Map<string, Table> {
  checkTable(table);
  const rows = new Map<string, number[]>();
  table.strings(column).forEach((value, row) => {
    if (value === null) return;
    const group = rows.get(value);
    if (group === undefined) rows.set(value, [row]);
    else group.push(row);
  });
  return new Map([...rows].map(([value, indices]) => [value, selectRows(table, indices)]));
}
