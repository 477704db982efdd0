import { hasSolution, withStub } from "../../lesson/exercise/solutionRegion.js";
import { isRecord } from "../../text/isRecord.js";
import { joinText, splitText } from "../../nbformat/multilineText.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { stripOutputs } from "../../nbformat/stripOutputs.js";

/** What stands for a solution whose cell has no stub. */
const defaultStub = "// your answer";

/**
 * Makes a learner's copy of an author's notebook, in place: every solution region becomes its cell's stub, and outputs,
 * which would give answers away, are taken out. Returns how many solutions were replaced.
 *
 * Errors  one line that names the cell, when a region is not closed or a stub is no text.
 */
export function makeLearnerNotebook(notebook: Notebook): number {
  stripOutputs(notebook);
  let replaced = 0;
  for (const [index, cell] of notebook.cells.entries()) {
    const source = joinText(cell.source);
    if (cell.cell_type !== "code" || !hasSolution(source)) continue;
    try {
      const code = withStub(source, stubOf(cell.metadata.lossbook));
      cell.source = typeof cell.source === "string" ? code : splitText(code);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`cell ${index + 1} (${cell.id}): ${reason}`, { cause: error });
    }
    replaced++;
  }
  return replaced;
}

function stubOf(metadata: unknown): string {
  const stub = isRecord(metadata) ? metadata.stub : undefined;
  if (stub === undefined) return defaultStub;
  if (typeof stub === "string") return stub;
  if (Array.isArray(stub) && stub.every((line) => typeof line === "string")) return stub.join("");
  throw new Error("metadata.lossbook.stub must be a text or a list of lines");
}
