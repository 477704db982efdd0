import { exerciseMetadata } from "../../lesson/exercise/solutionRegion.js";
import { splitText } from "../../nbformat/multilineText.js";
import { isRecord } from "../../text/isRecord.js";
import type { Cell, Notebook } from "../../nbformat/notebook.js";

/** A TypeScript notebook of these cells. */
export const notebookOf = (cells: Cell[]): Notebook => ({
  cells,
  metadata: {
    kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
    language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
  },
  nbformat: 4,
  nbformat_minor: 5,
});

/** The notebook with an id of its own: what a reader does in it is found again after its file gets another name. */
export function withId(notebook: Notebook, id: string): Notebook {
  const { lossbook } = notebook.metadata;
  return {
    ...notebook,
    metadata: { ...notebook.metadata, lossbook: { ...(isRecord(lossbook) ? lossbook : {}), id } },
  };
}

export function markdown(id: string, text: string): Cell {
  return { cell_type: "markdown", id, metadata: {}, source: splitText(text) };
}

export function code(id: string, text: string, metadata: Cell["metadata"] = {}): Cell {
  return {
    cell_type: "code",
    execution_count: null,
    id,
    metadata,
    outputs: [],
    source: splitText(text),
  };
}

/** The reader's cell of an exercise: the author's answer, and the stub that a reader finds in its place. */
export function answer(exercise: string, solution: string, stub: string): Cell {
  return code(
    `${exercise}-answer`,
    `// BEGIN SOLUTION\n${solution}\n// END SOLUTION`,
    exerciseMetadata(exercise, 1, stub),
  );
}
