import { notebookRule } from "../rule.js";

/** A cell that says nothing: an editor leaves one at the end. */
export const emptyCells = notebookRule("empty-cell", "warning", function* ({ cells }) {
  for (const cell of cells)
    if (cell.source.trim() === "" && Object.keys(cell.metadata).length === 0)
      yield {
        cell,
        found: `an empty ${cell.kind === "code" ? "code" : "text"} cell`,
        remedy: "write something into it, or delete it",
      };
});
