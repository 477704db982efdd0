import { importMetaDiagnostics } from "../../kernel/importMeta.js";
import { typescript } from "../sourceTree.js";
import { notebookRule } from "../rule.js";

/** Code that the kernel's compiler cannot read. */
export const syntaxErrors = notebookRule("syntax", "error", function* ({ cells }) {
  for (const cell of cells) {
    // What follows the first is mostly its consequence.
    const [error] = cell.tree?.errors ?? [];
    if (cell.tags.includes("raises-exception")) continue;
    const [meta] = importMetaDiagnostics(typescript(), cell.tree === undefined ? "" : cell.source);
    if (meta !== undefined)
      yield {
        cell,
        line: meta.start.line + 1,
        found: "import.meta is not there in a cell",
        remedy: "read a table by its name, and name a file as seen from the notebook",
      };
    if (error === undefined) continue;
    yield {
      cell,
      line: error.line,
      found: `the code cannot be read: ${error.message}`,
      remedy: "mend this line or the one above it",
    };
  }
});
