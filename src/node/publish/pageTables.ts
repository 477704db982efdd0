import { statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { CodeCell } from "../../report/page/renderReport.js";
import { tableData } from "../../learn/table/tableData.js";
import type { TableData } from "../../outputs/table.js";
import { findCourse, isInside } from "../course/course.js";
import { packageRoot } from "../course/packageRoot.js";
import { dataFile } from "../data/dataFile.js";
import { readTableFile } from "../data/readTableFile.js";

/** Reads a table, seen from a notebook's folder, as plain JSON; undefined where there is none that may travel. */
export type TableSource = (name: string, folder: string) => Promise<TableData | undefined>;

/** Bytes of a table's file that a page carries. */
const largest = 10_000_000;

/**
 * Reads each table once, however many notebooks use it: those that really lie inside the notebook's course, and those
 * that lossbook brings. One that is too large for a page is told of.
 */
export function tablesOnce(warn: (line: string) => void): TableSource {
  const read = new Map<string, Promise<TableData | undefined>>();
  return (name, folder) => {
    const key = JSON.stringify([folder, name]);
    let table = read.get(key);
    if (table === undefined) read.set(key, (table = readTableInside(name, folder, warn)));
    return table;
  };
}

async function readTableInside(
  name: string,
  folder: string,
  warn: (line: string) => void,
): Promise<TableData | undefined> {
  // Where it cannot be read, the cell that reads it failed on the kernel as well, and says so itself.
  try {
    const file = dataFile(name, folder);
    const ours = { ...findCourse(folder), folder: join(packageRoot(), "data") };
    if (!isInside(findCourse(folder), file) && !isInside(ours, file)) {
      warn(
        `the table ${name} lies outside the course, so the cells that read it do not run in the page: copy it into data/`,
      );
      return undefined;
    }
    if (isAbsolute(name)) {
      warn(
        `the table ${name} is read by a path of this machine, so the cells that read it do not run in the page: give its name, or its path seen from the notebook`,
      );
      return undefined;
    }
    const status = statSync(file);
    // A pipe would keep the command waiting for a writer that never comes.
    if (!status.isFile()) return undefined;
    const { size } = status;
    if (size > largest) {
      const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
      warn(
        `the table ${name} is ${megabytes(size)}: a page carries at most ${megabytes(largest)}, so the cells that read it do not run there; keep the rows and columns that they use`,
      );
      return undefined;
    }
    return tableData(await readTableFile(name, undefined, folder));
  } catch {
    return undefined;
  }
}

/**
 * The tables of a page: those that the run read, by whatever names its cells made, and those that a cell names without
 * having read them.
 */
export async function pageTables(
  {
    report: { codeCells },
    folder,
    tablesRead,
  }: {
    readonly report: { readonly codeCells: readonly CodeCell[] };
    readonly folder: string;
    readonly tablesRead: readonly string[];
  },
  tableOf: TableSource,
): Promise<Readonly<Record<string, TableData>>> {
  const written = codeCells.flatMap(({ source }) =>
    [...source.matchAll(/\breadTable\(\s*(["'`])([^"'`\\$\n]{1,300})\1/g)].map(
      ([, , name = ""]) => name,
    ),
  );
  const tables: [name: string, table: TableData][] = [];
  for (const name of new Set([...tablesRead, ...written])) {
    const table = await tableOf(name, folder);
    if (table !== undefined) tables.push([name, table]);
  }
  // A table may be called `__proto__`.
  return Object.fromEntries(tables);
}
