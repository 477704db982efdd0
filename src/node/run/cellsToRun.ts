import { joinText } from "../../nbformat/multilineText.js";
import type { CodeCell, Notebook } from "../../nbformat/notebook.js";
import { hasTag } from "../../nbformat/tags.js";
import { injectParameters } from "./injectParameters.js";
import type { CellPlace } from "./notebookRun.js";
import type { Parameters } from "./parameters.js";
import type { RunLog } from "./runLog.js";

export interface CellToRun {
  readonly code: CodeCell;
  readonly place: CellPlace;
  /** It is tagged `raises-exception`. */
  readonly mayFail: boolean;
}

/** The code cells of `notebook` that a run executes, with its parameters put in; their old outputs go. */
export function cellsToRun(
  notebook: Notebook,
  parameters: Parameters = {},
  log: Pick<RunLog, "warn">,
): CellToRun[] {
  for (const name of injectParameters(notebook, parameters)) {
    log.warn(`parameter ${name} is not in the cell tagged "parameters"`);
  }
  return notebook.cells.flatMap((code, index) => {
    if (code.cell_type !== "code" || hasTag(code, "skip-execution")) return [];
    code.outputs = [];
    code.execution_count = null;
    if (joinText(code.source).trim() === "") return [];
    const place = { cell: index + 1, id: code.id };
    return [{ code, place, mayFail: hasTag(code, "raises-exception") }];
  });
}
