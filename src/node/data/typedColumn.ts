import type { Column } from "../../learn/table/table.js";

const missing = new Set(["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"]);
const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const infinite = /^([+-]?)inf(inity)?$/i;

/**
 * A column as numbers if every cell that is there reads as one, else as text.
 * Missing are: nothing, NA, N/A, NaN, null, None. A column with nothing in it is numbers, all missing.
 */
export function typedColumn(cells: readonly unknown[]): Column {
  const texts = cells.map((cell): string | null => {
    if (cell === null || cell === undefined) return null;
    const text = String(cell).trim();
    return missing.has(text) ? null : text;
  });
  if (!texts.every((text) => text === null || numeric.test(text) || infinite.test(text))) {
    return texts;
  }
  return Float64Array.from(texts, (text) => {
    if (text === null) return NaN;
    const sign = infinite.exec(text);
    return sign === null ? Number(text) : sign[1] === "-" ? -Infinity : Infinity;
  });
}
