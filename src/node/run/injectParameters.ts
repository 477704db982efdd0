import { isRecord } from "../../text/isRecord.js";
import { joinText, splitText } from "../../nbformat/multilineText.js";
import type { CodeCell, Notebook } from "../../nbformat/notebook.js";
import { hasTag } from "../../nbformat/tags.js";
import { parametersCode, type Parameters } from "./parameters.js";

/**
 * Puts a cell with the parameters into the notebook, in place: instead of the cell tagged `injected-parameters` when
 * there is one, else after the cell tagged `parameters`, else on top. Returns the names that the `parameters` cell does
 * not declare; a notebook without one declares nothing and gets none back.
 */
export function injectParameters(notebook: Notebook, parameters: Parameters): string[] {
  const names = Object.keys(parameters);
  if (names.length === 0) return [];
  const { cells } = notebook;
  const defaults = cells.findIndex((cell) => hasTag(cell, "parameters"));
  const earlier = cells.findIndex((cell) => hasTag(cell, "injected-parameters"));
  const injected: CodeCell = {
    cell_type: "code",
    execution_count: null,
    id: cells[earlier]?.id ?? freeId(notebook),
    metadata: { tags: ["injected-parameters"] },
    outputs: [],
    source: splitText(parametersCode(parameters)),
  };
  if (earlier >= 0) cells[earlier] = injected;
  else cells.splice(defaults + 1, 0, injected);
  const { lossbook } = notebook.metadata;
  notebook.metadata.lossbook = { ...(isRecord(lossbook) ? lossbook : {}), parameters };
  const declaring = cells[defaults];
  if (declaring === undefined) return [];
  const source = joinText(declaring.source);
  return names.filter((name) => !new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).test(source));
}

function escaped(name: string): string {
  return name.replace(/\$/g, "\\$&");
}

function freeId(notebook: Notebook): string {
  const taken = new Set(notebook.cells.map((cell) => cell.id));
  for (let n = 0; ; n++) {
    const id = n === 0 ? "injected-parameters" : `injected-parameters-${n}`;
    if (!taken.has(id)) return id;
  }
}
