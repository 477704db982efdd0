import type { CodeCell } from "../../report/page/renderReport.js";
import { tableData } from "../../learn/table/tableData.js";
import type { TableData } from "../../outputs/table.js";
import { readTableFile } from "../data/readTableFile.js";

/** Reads a table of data/ as plain JSON; undefined where there is no such table. */
export type TableSource = (name: string) => Promise<TableData | undefined>;

/** Reads each table once, however many notebooks use it. */
export function tablesOnce(): TableSource {
  const read = new Map<string, Promise<TableData | undefined>>();
  return (name) => {
    let table = read.get(name);
    if (table === undefined) {
      // Where it cannot be read, the cell that reads it failed on the kernel as well, and says so itself.
      table = readTableFile(name).then(tableData, () => undefined);
      read.set(name, table);
    }
    return table;
  };
}

/** The tables of `data/` that cells read by a name written out, so that they travel in the page. */
export async function pageTables(
  cells: readonly CodeCell[],
  tableOf: TableSource,
): Promise<Readonly<Record<string, TableData>>> {
  const names = new Set(
    cells.flatMap(({ source }) =>
      [...source.matchAll(/\breadTable\(\s*(["'`])([\w-]+(?:\/[\w-]+)?)\1/g)].map(
        ([, , name]) => name!,
      ),
    ),
  );
  const tables: Record<string, TableData> = {};
  for (const name of names) {
    const table = await tableOf(name);
    if (table !== undefined) tables[name] = table;
  }
  return tables;
}
