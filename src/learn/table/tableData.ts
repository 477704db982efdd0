import { checkTable } from "./checkTable.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { createTable } from "./createTable.js";
import type { Table } from "./table.js";
import { readTableData, type TableData, type TableDataColumn } from "../../outputs/table.js";

/** The table as JSON. ±Infinity, which JSON lacks, is written as text. */
export function tableData(table: Table): TableData {
  checkTable(table);
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
  if (readTableData(data) === undefined) {
    throw new DomainError(
      "expected a table's data: a name, and columns with name, type and values; got something else",
    );
  }
  return createTable(
    data.name,
    new Map(
      data.columns.map((column) => [
        column.name,
        column.type === "text"
          ? column.values
          : Float64Array.from(column.values, (value) => (value === null ? NaN : Number(value))),
      ]),
    ),
  );
}
