import type { CodeCell } from "../../report/renderReport.js";
import { tableData, type TableData } from "../../table/tableData.js";
import { readTablePlainly } from "../dataframe/readTablePlainly.js";

/** The tables of `data/` that cells read by a name written out, so that they travel in the page. */
export async function pageTables(
  cells: readonly CodeCell[],
): Promise<Readonly<Record<string, TableData>>> {
  const names = new Set(
    cells.flatMap(({ source }) =>
      [...source.matchAll(/\breadTable\(\s*(["'`])([\w-]+(?:\/[\w-]+)?)\1/g)].map(
        ([, , name]) => name!,
      ),
    ),
  );
  if (names.size === 0) return {};
  const tables: Record<string, TableData> = {};
  for (const name of names) {
    try {
      tables[name] = tableData(await readTablePlainly(name));
    } catch {
      // The cell that reads it failed on the kernel as well, and says so itself.
    }
  }
  return tables;
}
