import { DomainError } from "../../../math/numeric/domainError.js";
import { ends, rowsOf, type PapaParse, type Row } from "./delimitedRows.js";
import { delimiterOf } from "./delimiter.js";

export interface DelimitedText {
  readonly delimiter: string;
  /** Without blanks around them; of two alike, the second ends in `_1`. One without a name is `column_3`, by its place. */
  readonly columnNames: readonly string[];
  readonly columns: readonly (readonly string[])[];
  /** What is doubtful about the text, a line each. */
  readonly warnings: readonly string[];
}

/**
 * Lines of cells below a header. Without a delimiter, it is the one that a first line `sep=;` names, as Excel writes it,
 * or the one of `,` `;` tab `|` that parts most rows into as many cells as the header has.
 *
 * Blank lines are passed over, and with a warning: lines that begin with `#` where they are no row, separators alone after
 * the last row. Between rows they are a row whose cells are missing. A separator at the end of each row, and a column with
 * neither a name nor a value, are none. Blanks around a cell are no part of it, unless they stand in quotes.
 *
 * Errors  DomainError, one line without the file's name: no rows, rows of another length, quotes that do not close.
 */
export function parseDelimited(papaparse: PapaParse, text: string, given?: string): DelimitedText {
  const named = /^"?sep=([,;|\t])"?(?:\r\n?|\n)/i.exec(text);
  // A file that DOS or a tape wrote ends in a mark or in zeros.
  const body = text.slice(named?.[0].length ?? 0).replace(/[\0\x1a]+\s*$/, ""); // eslint-disable-line no-control-regex
  const known = given ?? named?.[1];
  const { delimiter, doubt } =
    known === undefined ? delimiterOf(papaparse, body) : { delimiter: known, doubt: [] };
  const firstLine = named === null ? 1 : 2;
  const lines = rowsOf(papaparse, body, delimiter, firstLine);
  const { rows: read, comments } = withoutComments(lines);
  const { header, rows: below, ghosts } = withoutGhosts(evened(read));
  const rows = below.slice(delimiter === "|" && isRule(below[0]) ? 1 : 0);
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
    warnings: [...doubt, ...comments, ...ghosts, ...blankLines(lines), ...doubtsOf(header, rows)],
  };
}

function unevenRow(width: number, { cells, line }: Row, rows: readonly Row[]): string {
  const amount = cells.length < width ? "Too few fields" : "Too many fields";
  const hint =
    width === 1
      ? "; is the first line a title, and no header?"
      : rows.every((row) => row.cells.length === width + 1)
        ? "; every row has one more than the header: a name is missing, or a decimal comma stands among commas"
        : "";
  return `does not read as a table: ${amount}: expected ${width} fields as in the header, got ${cells.length} on line ${line}${hint}`;
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

/** The rows below the first that holds something, without those of separators alone that spreadsheets write below a table. */
function withoutGhosts(all: readonly Row[]): {
  header: Row | undefined;
  rows: readonly Row[];
  ghosts: string[];
} {
  const holds = ({ cells }: Row) => cells.some((cell) => cell.trim() !== "");
  const [header, ...below] = all.slice(Math.max(0, all.findIndex(holds)));
  let end = below.length;
  while (end > 0 && below.slice(end - 1, end).every((row) => !holds(row))) end -= 1;
  const count = below.length - end;
  const lines = count === 1 ? "a line" : `${count} lines`;
  return {
    header,
    rows: below.slice(0, end),
    ghosts: count === 0 ? [] : [`ends with ${lines} of separators alone, passed over`],
  };
}

/** The line of dashes below the header of a table of Markdown. */
const isRule = (row: Row | undefined): boolean =>
  row?.cells.every((cell) => /^(?::?-{2,}:?)?$/.test(cell)) === true &&
  row.cells.some((cell) => cell !== "");

/** In a table of one column a blank line may be a value that is missing. */
function blankLines(rows: readonly Row[]): string[] {
  if (rows.some(({ cells }) => cells.length > 1)) return [];
  const blank = rows.slice(2).filter(({ line }, index) => {
    const before = rows[index + 1];
    return before !== undefined && line > before.line + 1 + ends(before.cells[0] ?? "");
  });
  const [first] = blank;
  return first === undefined
    ? []
    : [
        `has blank lines between its values, the first above line ${first.line}, passed over: write NA where one is missing`,
      ];
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
