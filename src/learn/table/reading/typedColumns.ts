import type { Column } from "../table.js";
import { losesDigits } from "../../../text/exactJson.js";

/** What pandas takes for nothing, and R. */
const missing = new Set([
  "", "NA", "N/A", "n/a", "#N/A", "#N/A N/A", "#NA", "<NA>", "NaN", "nan", "-NaN", "-nan", "1.#IND", "-1.#IND",
  "1.#QNAN", "-1.#QNAN", "null", "NULL", "None",
]); // prettier-ignore
const decimalPoint = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** With points between thousands, if there are any. */
const decimalComma = /^[+-]?((\d+|\d{1,3}(\.\d{3})+)(,\d*)?|,\d+)(e[+-]?\d+)?$/i;
/** The plus of a telephone number is a part of it. */
const telephone = /^\+[1-9]\d{6,14}$/;
const infinite = /^([+-]?)inf(inity)?$/i;

/**
 * Columns of cells, each as numbers if every cell that is there reads as one without losing anything, else as text.
 * Missing are: nothing, and the spellings of pandas (NA, N/A, NaN, null, None, …). A column with nothing in it is numbers,
 * all missing. What digits would lose stays text: `007`, whole numbers above 2⁵³ − 1, which are names and not amounts, and
 * columns of telephone numbers such as `+4930123456`.
 *
 * `onlyNullIsMissing`: the file has a null of its own, so that `NA` in a column of text is a word.
 *
 * `mayHaveDecimalComma`: the cells are not separated by commas. Then `1,5` is 1.5 in all columns, provided that one
 * number says so (`1,234` alone may mean a thousand) and none has a decimal point.
 */
export function typedColumns(
  columns: readonly (readonly unknown[])[],
  { mayHaveDecimalComma = false, onlyNullIsMissing = false } = {},
): Column[] {
  const texts = columns.map((cells) => cells.map(numeralOrMissing));
  const withComma = mayHaveDecimalComma && usesDecimalComma(texts);
  return columns.map((cells, column) => {
    const read = texts[column] ?? [];
    return (
      numberColumn(read, cells, withComma) ??
      cells.map((cell, row) =>
        (onlyNullIsMissing ? cell : read[row]) == null ? null : textOf(cell),
      )
    );
  });
}

/** The columns by their names, in their order. */
export const namedColumns = (
  names: readonly string[],
  columns: readonly Column[],
): ReadonlyMap<string, Column> =>
  new Map(columns.map((column, at) => [names[at] ?? `column ${at + 1}`, column]));

function numeralOrMissing(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  const text = textOf(cell).trim();
  return missing.has(text) ? null : text;
}

/** A list or a record within a cell as JSON. */
const textOf = (cell: unknown): string =>
  typeof cell === "object" ? JSON.stringify(cell) : String(cell);

function usesDecimalComma(columns: readonly (readonly (string | null)[])[]): boolean {
  const numbers = columns.filter((cells) =>
    cells.every((text) => text === null || decimalComma.test(text) || decimalPoint.test(text)),
  );
  const anyCell = (pattern: RegExp): boolean =>
    numbers.some((cells) => cells.some((text) => text !== null && pattern.test(text)));
  const commaForSure = /^[+-]?(\d{4,},\d+|\d*,(?!\d{3}(?!\d))\d+|0,\d+|[\d.]+\.\d{3},\d+)/;
  const pointForSure = /^[+-]?(\d*\.(?!\d{3}(?!\d))\d*|\d{4,}\.\d+|0*\.\d+)/;
  return anyCell(commaForSure) && !anyCell(pointForSure);
}

/** Undefined where a cell that is there is no number. */
function numberColumn(
  texts: readonly (string | null)[],
  cells: readonly unknown[],
  withComma: boolean,
): Column | undefined {
  const there = texts.filter((text) => text !== null);
  if (there.length > 0 && there.every((text) => telephone.test(text))) return undefined;
  const numbers = texts.map((text, row) => {
    const cell = cells[row];
    if (typeof cell === "number") return cell;
    return text === null ? NaN : numberOf(text, withComma);
  });
  return numbers.every((number) => number !== undefined)
    ? Float64Array.from(numbers as number[])
    : undefined;
}

/** The number that a cell says, undefined where it says none or none that keeps all that is written. */
function numberOf(text: string, withComma: boolean): number | undefined {
  const sign = infinite.exec(text);
  if (sign !== null) return sign[1] === "-" ? -Infinity : Infinity;
  // Points between thousands, in a table that writes decimals with commas.
  if (withComma && text.includes(".") && !text.includes(",")) return undefined;
  if (!(withComma ? decimalComma : decimalPoint).test(text)) return undefined;
  const plain = withComma ? text.replaceAll(".", "").replace(",", ".") : text;
  return /^[+-]?0\d/.test(plain) || losesDigits(plain) ? undefined : Number(plain);
}
