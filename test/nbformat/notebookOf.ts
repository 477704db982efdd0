import type { Cell, CodeCell, Notebook } from "../../src/nbformat/notebook.js";

/** A valid notebook of code cells c1, c2, …; `change` edits it before it is returned. */
export function notebookOf(
  sources: readonly (string | Partial<CodeCell>)[],
  change: (notebook: Notebook) => void = () => undefined,
): Notebook {
  const cells = sources.map((source, index): Cell => {
    const given = typeof source === "string" ? { source } : source;
    return {
      cell_type: "code",
      execution_count: null,
      id: `c${index + 1}`,
      metadata: {},
      outputs: [],
      source: "",
      ...given,
    };
  });
  const notebook: Notebook = {
    cells,
    metadata: { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  change(notebook);
  return notebook;
}
