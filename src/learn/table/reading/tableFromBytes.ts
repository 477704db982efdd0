import { DomainError } from "../../../math/numeric/domainError.js";
import { parseExactJson } from "../../../text/exactJson.js";
import { createTable } from "../createTable.js";
import type { Column, Table } from "../table.js";
import { decodeText } from "./decodeText.js";
import type { PapaParse } from "./delimitedRows.js";
import { parseDelimited } from "./delimitedText.js";
import { namedColumns, typedColumns } from "./typedColumns.js";

/** A file that a table is read from. */
export interface TableBytes {
  readonly bytes: Uint8Array;
  /** How it is named in what is said of it. */
  readonly file: string;
  /** With its point, in small letters: `.json` is read as records, everything else as lines of cells. */
  readonly extension: string;
  /** The table's own name. */
  readonly name: string;
}

/**
 * The table in a file's bytes, as `readTable` reads it: on the kernel, and in a page that a reader gives a file to. What
 * is doubtful about the file is said to `warn`, in one line.
 *
 * Errors  DomainError that names the file, as from `readTable`.
 */
export function tableFromBytes(
  { bytes, file, extension, name }: TableBytes,
  papaparse: PapaParse,
  warn: (warning: string) => void = () => undefined,
): Table {
  if (bytes.length === 0) throw new DomainError(`${file} is empty: expected a header`);
  const say = (warning: string): void => warn(`readTable: ${file} ${warning}`);
  try {
    const { text, warning } = decodeText(bytes);
    if (warning !== undefined) say(warning);
    const [names, columns] =
      extension === ".json" ? fromJson(text) : fromLines(papaparse, text, extension, say);
    return createTable(name, namedColumns(names, columns));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(`${file} ${error.message}`);
  }
}

type Columns = readonly [readonly string[], readonly Column[]];

function fromLines(
  papaparse: PapaParse,
  text: string,
  extension: string,
  warn: (warning: string) => void,
): Columns {
  const start = text.trimStart();
  if (/^(?:<!doctype|<html|<\?xml)/i.test(start)) {
    throw new DomainError("is no table but a page: expected lines of cells");
  }
  if (/^(?:\[\s*[{[]|\{\s*")/.test(start)) {
    throw new DomainError("holds JSON: expected lines of cells; give it the extension .json");
  }
  const { columnNames, columns, delimiter, warnings } = parseDelimited(
    papaparse,
    text,
    extension === ".tsv" ? "\t" : undefined,
  );
  warnings.forEach(warn);
  return [columnNames, typedColumns(columns, { mayHaveDecimalComma: delimiter !== "," })];
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
    throw new DomainError(
      `must hold records: expected an object as record ${index + 1}, got ${String(row)}`,
    );
  });
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cells = names.map((name) => records.map((record) => record[name]));
  return [names, typedColumns(cells, { onlyNullIsMissing: true })];
}
