import { notebookRule } from "../rule.js";

/** Code that the kernel's compiler cannot read. */
export const syntaxErrors = notebookRule("syntax", "error", function* ({ cells }) {
  for (const cell of cells) {
    // What follows the first is mostly its consequence.
    const [error] = cell.tree?.errors ?? [];
    if (error === undefined || cell.tags.includes("raises-exception")) continue;
    yield {
      cell,
      line: error.line,
      found: `the code cannot be read: ${error.message}`,
      remedy: "mend this line or the one above it",
    };
  }
});
