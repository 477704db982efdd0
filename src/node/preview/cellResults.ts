import { joinText } from "../../nbformat/multilineText.js";
import type { CodeCell, Notebook, Output } from "../../nbformat/notebook.js";
import { hasTag } from "../../nbformat/tags.js";

/** What of a code cell a run depends on. */
export interface RunnableCell {
  readonly id: string;
  readonly source: string;
  readonly tags: string;
}

/** The results of a run: of each code cell in turn. */
export interface Results {
  readonly cells: readonly RunnableCell[];
  readonly outputs: readonly (readonly Output[])[];
  /** The tables that the cells read: they travel in the page. */
  readonly tables: readonly string[];
  /** When it ended. */
  readonly at: Date;
}

/** Whether a run executes it. */
export const isRun = ({ source, tags }: RunnableCell): boolean =>
  source.trim() !== "" && !tags.includes("skip-execution");

const tagsThatMatter = ["skip-execution", "raises-exception", "parameters"];

/** A notebook's code as a run sees it: words, and where they stand, make no difference to it. */
export function runnableCells(notebook: Notebook): readonly RunnableCell[] {
  return codeCells(notebook).map((cell) => ({
    id: cell.id,
    source: joinText(cell.source),
    tags: tagsThatMatter.filter((tag) => hasTag(cell, tag)).join(),
  }));
}

/** How many cells from the top two notebooks have in common. */
export function commonCells(one: readonly RunnableCell[], other: readonly RunnableCell[]): number {
  const differs = one.findIndex((cell, index) => !isSame(cell, other[index]));
  return differs < 0 ? one.length : differs;
}

export const isSameCode = (one: readonly RunnableCell[], other: readonly RunnableCell[]): boolean =>
  one.length === other.length && commonCells(one, other) === one.length;

/** A cell's id is no part of it: an editor may give it another. */
const isSame = (one: RunnableCell, other: RunnableCell | undefined): boolean =>
  other !== undefined && one.source === other.source && one.tags === other.tags;

/**
 * The notebook with results: those of the same code, each in its place. Of other code a cell shows what the cell of its
 * id last showed, until there is a new run. What a run passes over keeps what stands in the file.
 */
export function withResults(notebook: Notebook, results: Results | undefined): Notebook {
  const shown = structuredClone(notebook);
  const now = runnableCells(notebook);
  const same = results !== undefined && isSameCode(results.cells, now);
  codeCells(shown).forEach((cell, index) => {
    if (hasTag(cell, "skip-execution")) return;
    const at = same ? index : (results?.cells.findIndex(({ id }) => id === cell.id) ?? -1);
    cell.outputs = structuredClone(results?.outputs[at] ?? []) as Output[];
    cell.execution_count = at < 0 ? null : index + 1;
  });
  return shown;
}

/** What a run wrote into a notebook. */
export const outputsOf = (notebook: Notebook): readonly (readonly Output[])[] =>
  codeCells(notebook).map(({ outputs }) => outputs);

export const codeCells = ({ cells }: Notebook): readonly CodeCell[] =>
  cells.filter((cell) => cell.cell_type === "code");
