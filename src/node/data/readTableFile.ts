import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { DomainError } from "../../math/numeric/domainError.js";
import { createTable } from "../../learn/table/createTable.js";
import type { Column, Table } from "../../learn/table/table.js";
import { dataFile } from "./dataFile.js";
import { decodeText } from "./decodeText.js";
import { parseDelimited } from "./delimitedText.js";
import { parseExactJson } from "../../text/exactJson.js";
import { namedColumns, typedColumns } from "./typedColumns.js";

/**
 * The table that `readTable` reads; what is doubtful about the file is said to `warn`, in one line.
 *
 * Errors  DomainError as from `readTable`, which names the file as it was given: no path of this machine.
 */
export async function readTableFile(
  nameOrPath: string,
  warn: (warning: string) => void = () => undefined,
  from?: string,
): Promise<Table> {
  const path = dataFile(nameOrPath, from);
  const extension = extname(path).toLowerCase();
  const isName = extname(nameOrPath) === "";
  const name = isName ? nameOrPath : basename(path, extname(path));
  // A pipe would be waited for, and a device has no end.
  if (!(await stat(path)).isFile()) throw new DomainError(`${nameOrPath} must be a file`);
  const bytes = await readFile(path);
  if (bytes.length === 0) throw new DomainError(`${nameOrPath} is empty: expected a header`);
  const say = (warning: string): void => warn(`readTable: ${nameOrPath} ${warning}`);
  try {
    const { text, warning } = decodeText(bytes);
    if (warning !== undefined) say(warning);
    const [names, columns] =
      extension === ".json" ? fromJson(text) : fromLines(text, extension, say);
    return createTable(name, namedColumns(names, columns));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(`${nameOrPath} ${error.message}`);
  }
}

type Columns = readonly [readonly string[], readonly Column[]];

function fromLines(text: string, extension: string, warn: (warning: string) => void): Columns {
  const start = text.trimStart();
  if (/^(?:<!doctype|<html|<\?xml)/i.test(start)) {
    throw new DomainError("is no table but a page: expected lines of cells");
  }
  if (/^(?:\[\s*[{[]|\{\s*")/.test(start)) {
    throw new DomainError("holds JSON: expected lines of cells; give it the extension .json");
  }
  const { columnNames, columns, delimiter, warnings } = parseDelimited(
    text,
    extension === ".tsv" ? "\t" : undefined,
  );
  warnings.forEach(warn);
  return [columnNames, typedColumns(columns, delimiter !== ",")];
}

function fromJson(text: string): Columns {
  let content: unknown;
  try {
    content = parseExactJson(text).value;
  } catch (error) {
    throw new DomainError(`is not JSON: ${(error as Error).message}`);
  }
  const rows = Array.isArray(content) ? content : (content as { rows?: unknown } | null)?.rows;
  if (!Array.isArray(rows) || rows.length === 0) {
    throw new DomainError("must hold a list of records that is not empty");
  }
  const records = rows.map((row: unknown, index): Record<string, unknown> => {
    if (typeof row === "object" && row !== null && !Array.isArray(row)) {
      return row as Record<string, unknown>;
    }
    throw new DomainError(`must hold records: expected an object as record ${index + 1}, got ${String(row)}`);
  });
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return [names, typedColumns(names.map((name) => records.map((record) => record[name])))];
}
