import { joinText } from "./multilineText.js";
import type { Cell, Notebook } from "./notebook.js";

const knownTypes: readonly unknown[] = ["code", "markdown", "raw"] satisfies Cell["cell_type"][];

export interface UnknownCell {
  /** 1 for the first. */
  readonly number: number;
  /** Undefined where the cell says none. */
  readonly type: unknown;
}

/** The cells of a type that format 4 does not have: other tools' own kinds, those of older formats, and those of none. */
export function unknownCells(notebook: Notebook): readonly UnknownCell[] {
  return notebook.cells.flatMap(({ cell_type: type }, index) =>
    knownTypes.includes(type) ? [] : [{ number: index + 1, type }],
  );
}

/** As a line names it: `"foo"`, `none`. */
export function typeOf({ type }: UnknownCell): string {
  const text = type === undefined ? "none" : JSON.stringify(type);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/**
 * A cell as it is shown: an old heading or HTML cell as Markdown, any other of an unknown type by its text, one that has
 * outputs with them. What is of a known type is given back as it is.
 */
export function asKnownCell(cell: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (knownTypes.includes(cell.cell_type)) return cell;
  const source = joinText(cell.source ?? cell.input);
  switch (cell.cell_type) {
    case "heading": {
      const level = typeof cell.level === "number" ? Math.min(Math.max(cell.level, 1), 6) : 1;
      const line = source.replace(/\s*\n\s*/g, " ");
      return { ...cell, cell_type: "markdown", source: `${"#".repeat(level)} ${line}` };
    }
    case "html":
      return { ...cell, cell_type: "markdown", source };
    default:
      return Array.isArray(cell.outputs)
        ? { execution_count: null, ...cell, cell_type: "code", source }
        : { ...cell, cell_type: "raw", source };
  }
}
