import { open, readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { DomainError } from "../../numeric/domainError.js";
import { createTable } from "../../table/createTable.js";
import type { Table } from "../../table/table.js";
import { danfo } from "./danfo.js";
import { dataFile } from "./dataFile.js";
import { fromDataFrame } from "./dataFrame.js";
import { typedColumn } from "./typedColumn.js";

/**
 * Reads a table: one of data/ by its name, or a CSV, TSV or JSON file by its path.
 *
 *     await readTable("penguins")            // from any working directory
 *     await readTable("./measured.csv")
 *     await readTable("results/labelNoise")  // the outcome of an experiment
 *
 * A column is numbers if all that is there reads as a number, else text; empty cells, NA, NaN and null are
 * missing (NaN in numbers, null in text). JSON is a list of records, or an object with such a list in `rows`.
 *
 * Errors  DomainError if there is no such name or file, it is empty, or rows have different lengths.
 */
export async function readTable(nameOrPath: string): Promise<Table> {
  const path = dataFile(nameOrPath);
  const extension = extname(path).toLowerCase();
  const name = nameOrPath.startsWith("results/") ? nameOrPath : basename(path, extname(path));
  if ((await stat(path)).size === 0) throw new DomainError(`${path} is empty: expected a header`);
  return extension === ".json" ? readJson(path, name) : readDelimited(path, name, extension);
}

async function readDelimited(path: string, name: string, extension: string): Promise<Table> {
  const header = await firstLine(path);
  const delimiter = extension === ".tsv" ? "\t" : delimiterOf(header);
  let frame;
  try {
    // Types are read from all cells of a column (typedColumn), danfojs would look at the first ones only.
    frame = await danfo().readCSV(path, {
      delimiter,
      dynamicTyping: false,
      skipEmptyLines: "greedy",
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/no data/i.test(message)) {
      throw new DomainError(`${path} has no rows: expected at least one below the header`);
    }
    throw new DomainError(`${path} does not read as a table: ${message}`);
  }
  const extra = frame.columns.indexOf("__parsed_extra");
  if (extra >= 0) {
    throw new DomainError(
      `${path} does not read as a table: a row has more cells than the ${extra} names in the header`,
    );
  }
  return fromDataFrame(frame, name);
}

async function readJson(path: string, name: string): Promise<Table> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new DomainError(`${path} is not JSON: ${(error as Error).message}`);
  }
  const rows = Array.isArray(content) ? content : (content as { rows?: unknown } | null)?.rows;
  if (!Array.isArray(rows) || rows.length === 0) {
    throw new DomainError(`${path} must hold a list of records that is not empty`);
  }
  const records = rows.map((row: unknown, index): Record<string, unknown> => {
    if (typeof row === "object" && row !== null && !Array.isArray(row)) {
      return row as Record<string, unknown>;
    }
    throw new DomainError(
      `${path}: expected record ${index + 1} to be an object, got ${String(row)}`,
    );
  });
  const columnNames = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return createTable(
    name,
    Object.fromEntries(
      columnNames.map((column) => [column, typedColumn(records.map((record) => record[column]))]),
    ),
  );
}

async function firstLine(path: string): Promise<string> {
  const file = await open(path);
  try {
    for await (const line of file.readLines()) return line;
    return "";
  } finally {
    await file.close();
  }
}

/** A comma, unless the header has none and has semicolons or tabs. */
function delimiterOf(header: string): string {
  return [",", ";", "\t"].find((character) => header.includes(character)) ?? ",";
}
