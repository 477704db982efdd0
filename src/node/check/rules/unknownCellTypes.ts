import { typeOf, unknownCells } from "../../../nbformat/unknownCells.js";
import { notebookRule } from "../rule.js";

/** Other tools' cells, and those of older formats: a page shows their text, and nothing runs them. */
export const unknownCellTypes = notebookRule(
  "cell-type",
  "warning",
  function* ({ cells, notebook }) {
    for (const unknown of unknownCells(notebook)) {
      const cell = cells[unknown.number - 1];
      if (cell === undefined) continue;
      yield {
        cell,
        found: `the cell's type is ${typeOf(unknown)}, which notebooks do not have: a page shows its text`,
        remedy: 'make it "code", "markdown" or "raw"',
      };
    }
  },
);
