import { nearestName } from "../../../math/numeric/nearestName.js";
import { notebookRule } from "../rule.js";
import { tiedNumbers } from "../tiedNumbers.js";

const form = "<!--= id-of-the-cell: words in front of the number in its output -->";

/** A comment that ties a number of a text to an output, and does not say which. */
export const numberMarks = notebookRule("number-mark", "error", function* ({ cells }) {
  const ids = cells.filter(({ kind }) => kind === "code").map(({ id }) => id);
  for (const cell of cells) {
    if (cell.kind !== "markdown") continue;
    for (const { line, mark, written, source } of tiedNumbers(cell.source)) {
      if (source === undefined) {
        yield {
          cell,
          line,
          found: `${mark} does not say which number it means`,
          remedy: `write ${form}`,
        };
      } else if (written === undefined) {
        yield {
          cell,
          line,
          found: `there is no number in front of ${mark}`,
          remedy: "put it right behind one in figures",
        };
      } else if (!ids.includes(source.cell)) {
        const near = nearestName(source.cell, ids);
        yield {
          cell,
          line,
          found: `no code cell has the id "${source.cell}" of ${mark}`,
          remedy: near === undefined ? `write ${form}` : `did you mean "${near}"?`,
        };
      }
    }
  }
});
