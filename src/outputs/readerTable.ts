import { isRecord } from "../text/isRecord.js";

/** The place where a reader may give a table of his own for one of the author's. */
export interface ReaderTableJson {
  /** The author's table, by the name that `readTable.fromReader` was given. */
  readonly name: string;
  /** Its columns: what the cells expect. */
  readonly columns: readonly string[];
  readonly rows: number;
}

/** The JSON as such a place, or undefined where it is none. */
export function readReaderTable(json: unknown): ReaderTableJson | undefined {
  if (!isRecord(json)) return undefined;
  const { name, columns, rows } = json;
  if (typeof name !== "string" || !Number.isInteger(rows) || !Array.isArray(columns))
    return undefined;
  if (!columns.every((column) => typeof column === "string")) return undefined;
  return { name, columns, rows: Number(rows) };
}
