import { isRecord } from "../text/isRecord.js";

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

/** The JSON as a table's data, or undefined where it is none. */
export function readTableData(json: unknown): TableData | undefined {
  if (!isRecord(json) || typeof json["name"] !== "string") return undefined;
  const { columns } = json;
  return Array.isArray(columns) && columns.every(isColumn)
    ? (json as unknown as TableData)
    : undefined;
}

function isColumn(column: unknown): boolean {
  return (
    isRecord(column) &&
    typeof column["name"] === "string" &&
    (column["type"] === "number" || column["type"] === "text") &&
    Array.isArray(column["values"])
  );
}
