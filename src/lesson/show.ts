import { isFigure, type Figure } from "../outputs/figure.js";
import { isRecord } from "../text/isRecord.js";
import { DomainError } from "../math/numeric/domainError.js";
import type { Table } from "../learn/table/table.js";
import { figureBundle } from "./figureBundle.js";
import { currentRuntime } from "./runtime.js";
import type { MimeBundle } from "../outputs/mimeBundle.js";
import { tableBundle, type Rows } from "./tableBundle.js";

export interface ShowOptions {
  /** How many rows of a table are shown; 10 by default. */
  readonly rows?: number;
  /** With an id, a later `show` with the same id and `update: true` replaces this output. */
  readonly id?: string;
  readonly update?: boolean;
}

/**
 * Shows a value below the cell, as one output:
 * a Figure (Plotly, with its text alternative), a Table or rows of objects, or a ready MIME bundle such as
 * ``markdown`…` ``.
 *
 * Errors  DomainError for anything else, and for a figure without `alt`.
 */
export function show(value: Figure | Table | Rows | MimeBundle, options: ShowOptions = {}): void {
  const { rows = 10, id, update } = options;
  const bundle = bundleOf(value, rows);
  currentRuntime().display(bundle, {
    ...(id === undefined ? {} : { id }),
    ...(update === undefined ? {} : { update }),
  });
}

/** The MIME bundle of a value that `show` can show. */
export function bundleOf(value: Figure | Table | Rows | MimeBundle, rows: number): MimeBundle {
  if (isFigure(value)) {
    if (typeof value.alt !== "string" || value.alt.trim() === "") {
      throw new DomainError(
        "a figure must carry alt, a sentence that says what it shows; it has none",
      );
    }
    return figureBundle(value);
  }
  if (isTable(value)) return tableBundle(value, rows);
  if (isRows(value)) return tableBundle(value, rows);
  if (isBundle(value)) return value;
  throw new DomainError(
    `show takes a figure, a table, rows of objects or a MIME bundle; got ${describe(value)}`,
  );
}

function isTable(value: unknown): value is Table {
  return isRecord(value) && "columnNames" in value && typeof value["column"] === "function";
}

function isRows(value: unknown): value is Rows {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

function isBundle(value: unknown): value is MimeBundle {
  return (
    isRecord(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => /^[\w.+-]+\/[\w.+-]+$/.test(key))
  );
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return value === null ? "null" : typeof value === "object" ? "another object" : typeof value;
}
