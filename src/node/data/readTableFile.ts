import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import { DomainError } from "../../math/numeric/domainError.js";
import type { PapaParse } from "../../learn/table/reading/delimitedRows.js";
import { tableFromBytes } from "../../learn/table/reading/tableFromBytes.js";
import type { Table } from "../../learn/table/table.js";
import { packageRoot } from "../course/packageRoot.js";
import { dataFile } from "./dataFile.js";

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
  return tableFromBytes({ bytes, file: nameOrPath, extension, name }, papaparse(), warn);
}

/** Read when first needed: most programs read no table. */
const papaparse = (): PapaParse =>
  createRequire(join(packageRoot(), "package.json"))("papaparse") as PapaParse;
