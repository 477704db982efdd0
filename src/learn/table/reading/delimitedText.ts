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

export interface DelimitedText {
  readonly delimiter: string;
  /** Without blanks around them; of two alike, the second ends in `_1`. One without a name is `column_3`, by its place. */
  readonly columnNames: readonly string[];
  readonly columns: readonly (readonly string[])[];
  /** What is doubtful about the text, a line each. */
  readonly warnings: readonly string[];
}

/** A row's cells, and the line of the file that it begins on, from 1. */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

const delimiters = [",", ";", "\t", "|"];
/** Rows that the delimiter is told by. */
const looked = 50;

/**
 * Lines of cells below a header. Without a delimiter, it is the one that a first line `sep=;` names, as Excel writes it,
 * or the one of `,` `;` tab `|` that parts most rows into as many cells as the header has.
 *
 * Lines without a cell that holds something are passed over, and lines that begin with `#` where they are no row, with a
 * warning. A separator at the end of each row, and a column with neither a name nor a value, are none.
 *
 * Errors  DomainError, one line without the file's name: no rows, rows of another length, quotes that do not close.
 */
export function parseDelimited(papaparse: PapaParse, text: string, given?: string): DelimitedText {
  const named = /^"?sep=([,;|\t])"?(?:\r\n?|\n)/i.exec(text);
  // A file that DOS or a tape wrote ends in a mark or in zeros.
  const body = text.slice(named?.[0].length ?? 0).replace(/[\0\x1a]+\s*$/, ""); // eslint-disable-line no-control-regex
  const delimiter = given ?? named?.[1] ?? delimiterOf(papaparse, body);
  const firstLine = named === null ? 1 : 2;
  const { rows: read, comments } = withoutComments(rowsOf(papaparse, body, delimiter, firstLine));
  const [header, ...rows] = evened(read);
  if (header === undefined || rows.length === 0) {
    throw new DomainError("has no rows: expected at least one below the header");
  }
  const width = header.cells.length;
  const wrong = rows.find(({ cells }) => cells.length !== width);
  if (wrong !== undefined) throw new DomainError(unevenRow(width, wrong, rows));
  const columns = header.cells.map((_, index) => rows.map(({ cells }) => cells[index] ?? ""));
  const names = header.cells.map((name) => name.trim());
  const kept = names.flatMap((name, index) =>
    name === "" && columns[index]?.every((cell) => cell.trim() === "") ? [] : [index],
  );
  return {
    delimiter,
    columnNames: distinct(kept.map((index) => names[index] || `column_${index + 1}`)),
    columns: kept.map((index) => columns[index] ?? []),
    warnings: [...comments, ...doubtsOf(header, rows)],
  };
}

function unevenRow(width: number, { cells, line }: Row, rows: readonly Row[]): string {
  const amount = cells.length < width ? "Too few fields" : "Too many fields";
  const hint = rows.every((row) => row.cells.length === width + 1)
    ? "; every row has one more than the header: a name is missing, or a decimal comma stands among commas"
    : "";
  return `does not read as a table: ${amount}: expected ${width} fields as in the header, got ${cells.length} on line ${line}${hint}`;
}

function rowsOf(
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
    .map((cells, index) => ({ cells, line: lines[index] ?? firstLine }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
}

const ends = (cell: string): number => cell.match(/\r\n?|\n/g)?.length ?? 0;

/** One kind of line end between rows, and no blanks between a separator and a quote; quoted cells stay as they are. */
function plainLines(text: string, delimiter: string): string {
  if (!text.includes("\r") && !/[,;|\t\n] +"/.test(text)) return text;
  const separator = delimiter === "|" ? "\\|" : delimiter;
  const quoted = `(?<=^|[${separator}\\r\\n]) *("[^"]*(?:""[^"]*)*")(?= *(?:[${separator}\\r\\n]|$)) *`;
  return text.replace(new RegExp(`${quoted}|\\r\\n?`, "g"), (_, cell?: string) => cell ?? "\n");
}

/**
 * Without the lines that begin with `#` above the header and below it. The last one above is the header itself where it
 * parts into as many cells as the row after it, and that row holds a number: so NumPy writes it.
 */
function withoutComments(rows: readonly Row[]): { rows: readonly Row[]; comments: string[] } {
  const isComment = ({ cells }: Row) => (cells[0] ?? "").trimStart().startsWith("#");
  const first = rows.findIndex((row) => !isComment(row));
  const above = rows.slice(0, Math.max(0, first));
  const width = rows[first]?.cells.length ?? 0;
  const last = above.at(-1);
  const isHeader =
    last?.cells.length === width &&
    rows[first]?.cells.some((cell) => cell.trim() !== "" && Number.isFinite(Number(cell)));
  const header = isHeader
    ? [
        {
          ...last,
          cells: [(last.cells[0] ?? "").replace(/^\s*#\s+/, ""), ...last.cells.slice(1)],
        },
      ]
    : [];
  const below = rows.slice(Math.max(0, first));
  const kept = below.filter((row) => !(isComment(row) && row.cells.length !== width));
  const comments = above.length - header.length + below.length - kept.length;
  return {
    rows: [...header, ...kept],
    comments:
      comments === 0
        ? []
        : [
            `has ${comments === 1 ? "a line that begins" : `${comments} lines that begin`} with # and ${comments === 1 ? "was" : "were"} passed over`,
          ],
  };
}

/** Cells beyond the header's, and names beyond the rows', where all of them are empty: separators at the ends of lines. */
function evened(rows: readonly Row[]): readonly Row[] {
  const [header, ...others] = rows;
  if (header === undefined || others.length === 0) return rows;
  const empty = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");
  const width = header.cells.length;
  const widest = others.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const shorter = widest < width && empty(header.cells.slice(widest)) ? widest : width;
  return [header, ...others].map((row) =>
    row.cells.length > shorter && empty(row.cells.slice(shorter))
      ? { ...row, cells: row.cells.slice(0, shorter) }
      : row,
  );
}

function doubtsOf(header: Row, rows: readonly Row[]): string[] {
  const isNumber = (cell: string) => /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(cell.trim());
  const doubts: string[] = [];
  if (header.cells.length > 1 && header.cells.every(isNumber))
    doubts.push("has numbers for a header: its first line was taken for the names of columns");
  const parts = ([cell = ""]: readonly string[]) => cell.trim().split(/\s+|:/).length;
  const width = parts(header.cells);
  if (header.cells.length === 1 && width > 1 && rows.every(({ cells }) => parts(cells) === width))
    doubts.push(
      "was read as one column: the separators looked for are comma, semicolon, tab and |",
    );
  return doubts;
}

/** A comma where nothing speaks for another. */
function delimiterOf(papaparse: PapaParse, text: string): string {
  const votes = delimiters.map((delimiter) => {
    const [header, ...rows] = rowsOf(papaparse, text, delimiter, 1, looked);
    const width = header?.cells.length ?? 0;
    const fitting = rows.filter(({ cells }) => cells.length === width).length;
    return width < 2 ? 0 : (fitting + 1) / (rows.length + 1);
  });
  const most = Math.max(...votes);
  return most === 0 ? "," : (delimiters[votes.indexOf(most)] ?? ",");
}

function distinct(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  const last = new Map<string, number>();
  return names.map((name) => {
    let other = name;
    for (let n = (last.get(name) ?? 0) + 1; seen.has(other); n++) {
      last.set(name, n);
      const numbered = `${name}_${n}`;
      if (!taken.has(numbered)) other = numbered;
    }
    seen.add(other);
    return other;
  });
}
