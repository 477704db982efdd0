import { isRecord } from "../text/isRecord.js";
import { joinText } from "./multilineText.js";
import type { Cell, Notebook } from "./notebook.js";
import { sha256 } from "./sha256.js";

/** Brings a valid notebook of format 4.0 to 4.4 to 4.5, in place: cells get ids. Newer ones stay as they are. */
export function upgradeNotebook(notebook: Notebook): void {
  if (notebook.nbformat_minor >= 5) return;
  giveIds(notebook);
  notebook.nbformat_minor = 5;
}

/**
 * Gives an id to every cell whose id is missing, malformed or taken by an earlier cell. It is made from the cell's
 * text, so that the same notebook gets the same ids each time. Returns how many were given.
 */
export function giveIds(notebook: Notebook): number {
  const taken = new Set<string>();
  const needing: [index: number, cell: Cell][] = [];
  notebook.cells.forEach((cell, index) => {
    const id: unknown = cell.id;
    if (typeof id === "string" && /^[a-zA-Z0-9-_]{1,64}$/.test(id) && !taken.has(id)) taken.add(id);
    else needing.push([index, cell]);
  });
  /** Of cells with the same text, the next attempt: each would try all those of the others again. */
  const attempts = new Map<string, number>();
  for (const [index, cell] of needing) {
    const text = `${cell.cell_type}\0${joinText(cell.source)}`;
    for (let attempt = attempts.get(text) ?? 0; ; attempt++) {
      const id = sha256(`${text}\0${attempt}`).slice(0, 12);
      if (taken.has(id)) continue;
      taken.add(id);
      attempts.set(text, attempt + 1);
      notebook.cells[index] = withId(cell, id);
      break;
    }
  }
  return needing.length;
}

/** With `id` in the place where Jupyter writes it: keys stand in alphabetical order. */
function withId(cell: Cell, id: string): Cell {
  const entries = Object.entries({ ...cell, id });
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const sorted: Record<string, unknown> = Object.fromEntries(entries);
  if (!isRecord(sorted)) throw new TypeError("a cell is an object");
  return sorted as unknown as Cell;
}
