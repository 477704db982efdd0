import { rowsOf, type PapaParse } from "./delimitedRows.js";

const delimiters = [",", ";", "\t", "|"];
/** Rows that the delimiter is told by. */
const looked = 50;

/**
 * The delimiter that parts the most of the first rows as it parts the header; of two alike, the one that leaves more
 * numbers; a comma where nothing speaks for another. A second one that parts them as well is a doubt.
 */
export function delimiterOf(
  papaparse: PapaParse,
  text: string,
): { delimiter: string; doubt: string[] } {
  const votes = delimiters.map((delimiter) => {
    const all = rowsOf(papaparse, text, delimiter, 1, looked);
    const first = all.findIndex(({ cells }) => cells[0]?.startsWith("#") !== true);
    const [header, ...rows] = all.slice(Math.max(0, first));
    const width = header?.cells.length ?? 0;
    const fitting = width < 2 ? [] : rows.filter(({ cells }) => cells.length === width);
    const share = width < 2 ? 0 : (fitting.length + 1) / (rows.length + 1);
    const cells = fitting.flatMap((row) => row.cells);
    const numbers = cells.filter((cell) => numeral.test(cell)).length / Math.max(1, cells.length);
    return {
      delimiter,
      share,
      numbers,
      fits: fitting.length > 0 && fitting.length * 2 >= rows.length,
    };
  });
  const [best, ...others] = votes.sort((a, b) => b.share - a.share || b.numbers - a.numbers);
  if (best === undefined || best.share === 0) return { delimiter: ",", doubt: [] };
  const rival = others.find(({ fits }) => fits);
  const spelt = (delimiter: string) => (delimiter === "\t" ? "a tab" : `"${delimiter}"`);
  return {
    delimiter: best.delimiter,
    doubt:
      rival === undefined
        ? []
        : [
            `was parted at ${spelt(best.delimiter)}, and ${spelt(rival.delimiter)} would part it as well: check its columns`,
          ],
  };
}

const numeral = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;
