import type { Notebook } from "./notebook.js";

/** Takes outputs, counts and run times out of the notebook, in place; true when there were any. */
export function stripOutputs(notebook: Notebook): boolean {
  let changed = false;
  for (const cell of notebook.cells) {
    if (cell.metadata.execution !== undefined) {
      delete cell.metadata.execution;
      changed = true;
    }
    if (cell.cell_type !== "code") continue;
    if (cell.outputs.length > 0 || cell.execution_count !== null) changed = true;
    cell.outputs = [];
    cell.execution_count = null;
  }
  return changed;
}
