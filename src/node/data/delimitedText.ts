import { createRequire } from "node:module";
import { join } from "node:path";
import { DomainError } from "../../math/numeric/domainError.js";
import { packageRoot } from "../course/packageRoot.js";

interface PapaParse {
  parse(
    text: string,
    options: Readonly<Record<string, unknown>>,
  ): {
    readonly data: readonly (readonly string[])[];
    readonly errors: readonly { readonly message: string; readonly row?: number }[];
  };
}

export interface DelimitedText {
  readonly delimiter: string;
  /** Without blanks around them; of two alike, the second ends in `_1`. */
  readonly columnNames: readonly string[];
  readonly columns: readonly (readonly string[])[];
}

const delimiters = [",", ";", "\t", "|"];
/** Rows that the delimiter is told by. */
const looked = 50;

/**
 * Lines of cells below a header. Without a delimiter, it is the one of `,` `;` tab `|` that parts most rows into as many
 * cells as the header has.
 *
 * Errors  DomainError, one line without the file's name: no rows, rows of another length, quotes that do not close.
 */
export function parseDelimited(text: string, given?: string): DelimitedText {
  const delimiter = given ?? delimiterOf(text);
  const [header, ...rows] = rowsOf(text, delimiter);
  if (header === undefined || rows.length === 0) {
    throw new DomainError("has no rows: expected at least one below the header");
  }
  for (const [index, { length: cells }] of rows.entries()) {
    if (cells === header.length) continue;
    const amount = cells < header.length ? "Too few fields" : "Too many fields";
    throw new DomainError(
      `does not read as a table: ${amount}: expected ${header.length} fields but parsed ${cells} (row ${index + 1})`,
    );
  }
  return {
    delimiter,
    columnNames: distinct(header.map((name) => name.trim())),
    columns: header.map((_, index) => rows.map((row) => row[index] ?? "")),
  };
}

function rowsOf(text: string, delimiter: string, preview = 0): (readonly string[])[] {
  const papaparse = createRequire(join(packageRoot(), "package.json"))("papaparse") as PapaParse;
  const { data, errors } = papaparse.parse(text, {
    delimiter,
    preview,
    skipEmptyLines: "greedy",
  });
  const [error] = errors;
  if (error !== undefined && preview === 0) {
    throw new DomainError(
      `does not read as a table: ${error.message} (row ${(error.row ?? 0) + 1})`,
    );
  }
  return [...data];
}

/** A comma where nothing speaks for another. */
function delimiterOf(text: string): string {
  let [best, most] = [",", 0];
  for (const delimiter of delimiters) {
    const [header = [], ...rows] = rowsOf(text, delimiter, looked);
    const fitting = rows.filter((row) => row.length === header.length).length;
    const vote = header.length < 2 ? 0 : (fitting + 1) / (rows.length + 1);
    if (vote > most) [best, most] = [delimiter, vote];
  }
  return best;
}

function distinct(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let other = name;
    for (let n = 1; seen.has(other); n++) {
      const numbered = `${name}_${n}`;
      if (!taken.has(numbered)) other = numbered;
    }
    seen.add(other);
    return other;
  });
}
