import { DomainError } from "../../math/numeric/domainError.js";
import { createTable } from "./createTable.js";
import type { Table } from "./table.js";

/** A table as plain JSON: what a page carries in itself. A missing value is null in both kinds of column. */
export interface TableData {
  readonly name: string;
  readonly columns: readonly TableDataColumn[];
}

export type TableDataColumn =
  | {
      readonly name: string;
      readonly type: "number";
      readonly values: readonly (number | string | null)[];
    }
  | { readonly name: string; readonly type: "text"; readonly values: readonly (string | null)[] };

/** The table as JSON. ±Infinity, which JSON lacks, is written as text. */
export function tableData(table: Table): TableData {
  const columns = table.columnNames.map((name): TableDataColumn => {
    const values = table.column(name);
    if (!(values instanceof Float64Array)) return { name, type: "text", values };
    const plain = (value: number): number | string | null => {
      if (Number.isNaN(value)) return null;
      return Number.isFinite(value) ? value : String(value);
    };
    return { name, type: "number", values: Array.from(values, plain) };
  });
  return { name: table.name, columns };
}

/** The table that `tableData` wrote. */
export function tableFromData(data: TableData): Table {
  if (!Array.isArray(data?.columns)) {
    throw new DomainError("expected a table's data with its columns, got something else");
  }
  return createTable(
    data.name,
    Object.fromEntries(
      data.columns.map((column) => [
        column.name,
        column.type === "text"
          ? column.values
          : Float64Array.from(column.values, (value) => (value === null ? NaN : Number(value))),
      ]),
    ),
  );
}
