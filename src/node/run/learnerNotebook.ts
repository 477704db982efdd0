import { hasSolution, questionMetadata, withStub } from "../../lesson/exercise/solutionRegion.js";
import { isRecord } from "../../text/isRecord.js";
import { joinText, splitText } from "../../nbformat/multilineText.js";
import type { CodeCell, Notebook } from "../../nbformat/notebook.js";
import { stripOutputs } from "../../nbformat/stripOutputs.js";

/** What stands for a solution whose cell has no stub. */
const defaultStub = "// your answer";

/**
 * Makes a learner's copy of an author's notebook, in place: every solution region becomes its cell's stub, and outputs,
 * which would give answers away, are taken out; in prose a region goes without a stub. Cells that pose exercises are folded
 * and locked. Returns how many solutions were replaced.
 *
 * Errors  one line that names the cell, when a region is not closed or a stub is no text.
 */
export function makeLearnerNotebook(notebook: Notebook): number {
  stripOutputs(notebook);
  let replaced = 0;
  for (const [index, cell] of notebook.cells.entries()) {
    const source = joinText(cell.source);
    if (cell.cell_type === "code") hideQuestion(cell, source);
    if (!hasSolution(source)) continue;
    try {
      const stub = cell.cell_type === "code" ? stubOf(cell.metadata.lossbook) : "";
      const kept = withStub(source, stub);
      cell.source = typeof cell.source === "string" ? kept : splitText(kept);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`cell ${index + 1} (${cell.id}): ${reason}`, { cause: error });
    }
    replaced++;
  }
  return replaced;
}

/** Folds and locks the cell that poses an exercise, where its author did not: its source holds the truth. */
function hideQuestion(cell: CodeCell, source: string): void {
  const id = /\bexercise\(\s*\{[^}]*?\bid:\s*["']([a-z0-9-]+)["']/.exec(source)?.[1];
  if (id === undefined) return;
  const { jupyter, nbgrader } = questionMetadata(id);
  const theirs = isRecord(cell.metadata["jupyter"]) ? cell.metadata["jupyter"] : {};
  cell.metadata = { nbgrader, ...cell.metadata, jupyter: { ...theirs, ...jupyter } };
}

function stubOf(metadata: unknown): string {
  const stub = isRecord(metadata) ? metadata.stub : undefined;
  if (stub === undefined) return defaultStub;
  if (typeof stub === "string") return stub;
  if (Array.isArray(stub) && stub.every((line) => typeof line === "string")) return stub.join("");
  throw new Error("metadata.lossbook.stub must be a text or a list of lines");
}
