import { open, readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { DomainError } from "../../math/numeric/domainError.js";
import { createTable } from "../../learn/table/createTable.js";
import type { Table } from "../../learn/table/table.js";
import { dataFile } from "./dataFile.js";
import { typedColumn } from "./typedColumn.js";

/** Reads a file of lines and cells as the table of this name. */
export type DelimitedReader = (path: string, name: string, delimiter: string) => Promise<Table>;

/** A table by its name in data/ or by its path; JSON is read here, a file of lines and cells by `readDelimited`. */
export async function readTableFile(
  nameOrPath: string,
  readDelimited: DelimitedReader,
): Promise<Table> {
  const path = dataFile(nameOrPath);
  const extension = extname(path).toLowerCase();
  const name = nameOrPath.startsWith("results/") ? nameOrPath : basename(path, extname(path));
  if ((await stat(path)).size === 0) throw new DomainError(`${path} is empty: expected a header`);
  if (extension === ".json") return readJson(path, name);
  return readDelimited(
    path,
    name,
    extension === ".tsv" ? "\t" : delimiterOf(await firstLine(path)),
  );
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
