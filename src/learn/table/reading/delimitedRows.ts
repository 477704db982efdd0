import { DomainError } from "../../../math/numeric/domainError.js";

/** What is used of papaparse: Node reads it when first needed, a page loads it with the first table. */
export interface PapaParse {
  parse(
    text: string,
    options: Readonly<Record<string, unknown>>,
  ): {
    readonly data: readonly (readonly string[])[];
    readonly errors: readonly { readonly message: string; readonly row?: number }[];
  };
}

/** A row's cells, and the line of the file that it begins on, from 1. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Rows that hold something, from the text of a file; `preview`: so many at most, whatever their quotes. */
export function rowsOf(
  papaparse: PapaParse,
  text: string,
  delimiter: string,
  firstLine = 1,
  preview = 0,
): Row[] {
  const parse = (options: object) =>
    papaparse.parse(plainLines(text, delimiter), { delimiter, preview, newline: "\n", ...options });
  let { data, errors } = parse({});
  // MySQL's way to write a quote within quotes.
  if (errors.length > 0 && text.includes('\\"')) {
    const escaped = parse({ escapeChar: "\\" });
    if (escaped.errors.length === 0) ({ data, errors } = escaped);
  }
  let line = firstLine;
  const lines = data.map((cells) => {
    const begins = line;
    line += 1;
    for (const cell of cells) if (cell.includes("\n") || cell.includes("\r")) line += ends(cell);
    return begins;
  });
  const [error] = errors;
  if (error !== undefined && preview === 0) {
    const row = Math.min(error.row ?? 0, lines.length - 1);
    throw new DomainError(
      `does not read as a table: ${error.message} (line ${lines[row] ?? firstLine})`,
    );
  }
  return data
    .map((cells, index) => ({
      cells: cells.map((cell) => cell.trim()),
      line: lines[index] ?? firstLine,
    }))
    .filter(({ cells }) => cells.length > 1 || cells[0] !== "")
    .map(({ cells, line }) => ({
      cells: cells.map((cell) => cell.replaceAll(quoteMark, "")),
      line,
    }));
}

/** How many lines end within a cell. */
export const ends = (cell: string): number => cell.match(/\r\n?|\n/g)?.length ?? 0;

/** Stands at both ends of what is quoted where blanks would be taken away, or a line that holds `""` alone: no letter at all. */
const quoteMark = "\uFDD0";

/** One kind of line end between rows, and no blanks between a separator and a quote; quoted cells stay as they are. */
function plainLines(text: string, delimiter: string): string {
  if (!text.includes("\r") && !/[,;|\t\n] +"|"[ \t\u00a0]|[ \t\u00a0]"|^""$/m.test(text))
    return text;
  const separator = delimiter === "|" ? "\\|" : delimiter;
  const quoted = `(?<=^|[${separator}\\r\\n]) *("[^"]*(?:""[^"]*)*")(?= *(?:[${separator}\\r\\n]|$)) *`;
  return text.replace(new RegExp(`${quoted}|\\r\\n?`, "g"), (_, cell?: string) => {
    if (cell === undefined) return "\n";
    const inside = cell.slice(1, -1);
    return inside !== "" && inside === inside.trim() ? cell : `"${quoteMark}${inside}${quoteMark}"`;
  });
}
