import { dirname } from "node:path";
import type ts from "typescript";
import { dataFile } from "../../data/dataFile.js";
import { notebookRule } from "../rule.js";
import { calledName, nodesOf, typescript, writtenText } from "../sourceTree.js";

/** Tables that cells read by a name or a path that no file has. */
export const missingTables = notebookRule("missing-table", "error", function* ({ path, cells }) {
  for (const cell of cells) {
    if (cell.tree === undefined || cell.tags.includes("raises-exception")) continue;
    for (const node of nodesOf(cell.tree.file)) {
      if (!typescript().isCallExpression(node) || !readsTable(node)) continue;
      const name = writtenText(node.arguments[0]);
      if (name === undefined) continue;
      try {
        dataFile(name, dirname(path));
      } catch (error) {
        yield {
          cell,
          line: cell.tree.lineOf(node),
          found: (error instanceof Error ? error.message : String(error)).replace(/[.;]$/, ""),
          remedy: "put the file into the course's data/, or give its path from the notebook",
        };
      }
    }
  }
});

/** `readTable(name)` and `readTable.fromReader(name)`. */
function readsTable(call: ts.CallExpression): boolean {
  const { expression } = call;
  return (
    calledName(call) === "readTable" ||
    (typescript().isPropertyAccessExpression(expression) &&
      expression.getText() === "readTable.fromReader")
  );
}
