import { joinText } from "../../nbformat/multilineText.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { numbersInText, type PrintedNumber } from "../verify/numbersInText.js";
import { toleranceOf } from "../verify/tolerance.js";
import type { Lock } from "../verify/lock.js";
import type { Observation } from "./finding.js";
import { tiedNumbers, type NumberSource } from "./tiedNumbers.js";

/**
 * The numbers of a notebook's texts that are not what its cells print. A number may differ by the rounding of both, and by
 * what its cell's own tolerance allows.
 */
export function staleNumbers(
  path: string,
  { cells }: Notebook,
  results: Lock,
  what = "the cell",
): Observation[] {
  return cells.flatMap((text, index) =>
    (text.cell_type === "markdown" ? tiedNumbers(joinText(text.source)) : []).flatMap(
      ({ line, mark, written, source }): Observation[] => {
        const cell = cells.find(({ id }) => id === source?.cell);
        // What no sense can be made of is told of by the rule number-mark.
        if (written === undefined || source === undefined || cell === undefined) return [];
        const tell = (found: string, remedy: string): Observation[] => [
          { path, cell: index + 1, id: text.id, line, found, remedy },
        ];
        const printed = printedNumber(results, source);
        if (printed === undefined) {
          return tell(
            `${what} ${source.cell} prints no number${source.place === 1 ? "" : ` #${source.place}`} after "${source.words}", which ${mark} asks for`,
            "name words that stand in front of the number on its line, or take the comment out",
          );
        }
        const value = source.times * printed.value;
        const { relative, absolute } = toleranceOf(cell);
        const allowed =
          written.unit / 2 +
          source.times * (printed.unit / 2) +
          Math.max(relative * Math.abs(value), absolute * source.times);
        // 0.145 is 0.15 and 0.14: a hair more than half a unit in binary.
        if (Math.abs(written.value - value) <= allowed * (1 + 1e-9)) return [];
        const times = source.times === 1 ? "" : `${source.times} × `;
        return tell(
          `the text says ${written.text}, ${what} ${source.cell} says ${times}${printed.text} ("${source.words}")`,
          "mend the sentence, and read whether it is still true",
        );
      },
    ),
  );
}

/** The number that a source names, in what a cell printed or showed as text. */
function printedNumber({ cells }: Lock, source: NumberSource): PrintedNumber | undefined {
  const outputs = Object.hasOwn(cells, source.cell) ? (cells[source.cell] ?? []) : [];
  for (const output of outputs) {
    for (const type of ["stdout", "text/plain"]) {
      const lines = output[type];
      if (!Array.isArray(lines)) continue;
      const line = lines.find(
        (one): one is string => typeof one === "string" && one.includes(source.words),
      );
      if (line === undefined) continue;
      const after = line.slice(line.indexOf(source.words) + source.words.length);
      const found = numbersInText(after).numbers[source.place - 1];
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
