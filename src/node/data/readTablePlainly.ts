import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DomainError } from "../../math/numeric/domainError.js";
import { createTable } from "../../learn/table/createTable.js";
import type { Table } from "../../learn/table/table.js";
import { packageRoot } from "../course/packageRoot.js";
import { readTableFile } from "./readTableFile.js";
import { typedColumn } from "./typedColumn.js";

type Row = Readonly<Record<string, string>>;

interface PapaParse {
  parse(
    text: string,
    options: Readonly<Record<string, unknown>>,
  ): {
    readonly data: readonly Row[];
    readonly errors: readonly { readonly message: string; readonly row?: number }[];
  };
}

/**
 * The table that `readTable` reads, by the parser that danfojs uses but without danfojs, which takes seconds to load:
 * for a program that only hands tables on.
 *
 * Errors  DomainError as from `readTable`, and where a row is shorter than the header.
 */
export async function readTablePlainly(nameOrPath: string): Promise<Table> {
  return readTableFile(nameOrPath, readDelimited);
}

async function readDelimited(path: string, name: string, delimiter: string): Promise<Table> {
  const papaparse = createRequire(join(packageRoot(), "package.json"))("papaparse") as PapaParse;
  const { data, errors } = papaparse.parse(await readFile(path, "utf8"), {
    delimiter,
    header: true,
    skipEmptyLines: "greedy",
  });
  const [error] = errors;
  if (error !== undefined) {
    throw new DomainError(
      `${path} does not read as a table: ${error.message} (row ${(error.row ?? 0) + 1})`,
    );
  }
  if (data.length === 0) {
    throw new DomainError(`${path} has no rows: expected at least one below the header`);
  }
  const columns = Object.keys(data[0]!).map((column) => [
    column,
    typedColumn(data.map((row) => row[column])),
  ]);
  return createTable(name, Object.fromEntries(columns));
}
