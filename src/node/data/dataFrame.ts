import { createTable } from "../../learn/table/createTable.js";
import type { Table } from "../../learn/table/table.js";
import { danfo, type DataFrame } from "./danfo.js";
import { namedColumns, typedColumns } from "../../learn/table/reading/typedColumns.js";

/** A danfojs frame as a Table: each column numbers or text, by all of its cells. */
export function fromDataFrame(
  frame: Pick<DataFrame, "columns" | "values">,
  name = "table",
): Table {
  const rows = frame.values as readonly (readonly unknown[])[];
  const columns = typedColumns(frame.columns.map((_, index) => rows.map((row) => row[index])));
  return createTable(name, namedColumns(frame.columns, columns));
}

/** The table as a danfojs frame, for its describe, groupby, query and plots. */
export function toDataFrame(table: Table): DataFrame {
  const types = table.columnNames.map((name) =>
    table.column(name) instanceof Float64Array ? "float32" : "string",
  );
  const columns = Object.fromEntries(
    table.columnNames.map((name) => [name, [...table.column(name)]]),
  );
  const { DataFrame: Frame } = danfo();
  return new Frame(columns, { dtypes: types });
}
