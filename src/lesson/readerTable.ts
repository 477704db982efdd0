import type { Table } from "../learn/table/table.js";
import { READER_TABLE_MIME } from "../outputs/mimeTypes.js";
import type { ReaderTableJson } from "../outputs/readerTable.js";
import { currentRuntime } from "./runtime.js";

/** Reads a table, and shows in a page where its reader may give another for it. */
export async function readerTable(name: string): Promise<Table> {
  const runtime = currentRuntime();
  const sample = await runtime.readTable(name);
  const place: ReaderTableJson = { name, columns: sample.columnNames, rows: sample.length };
  runtime.display({
    [READER_TABLE_MIME]: place,
    "text/plain": `The table ${name}: ${sample.length} rows; columns ${sample.columnNames.join(", ")}. In the page, its reader may give a table of the same columns in its place.`,
  });
  return runtime.readersTable?.(name) ?? sample;
}
