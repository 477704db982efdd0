import type { Table } from "../learn/table/table.js";
import { escapeHtml } from "../text/escapeHtml.js";
import { format } from "./format.js";
import type { MimeBundle } from "../outputs/mimeBundle.js";

/** Rows of plain objects: `[{ model: "normal", loss: 0.31 }, …]`. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

interface Cells {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly total: number;
}

/** A table as one output: HTML, and text in columns. Shows the first `limit` rows and says how many there are. */
export function tableBundle(table: Table | Rows, limit: number): MimeBundle {
  const { names, rows, total } =
    "columnNames" in table ? ofTable(table, limit) : ofRows(table, limit);
  const numeric = names.map((_, j) => rows.some((row) => typeof row[j] === "number"));
  const texts = rows.map((row) => row.map(cellText));
  const more =
    total > rows.length
      ? `${rows.length} of ${total} rows`
      : total === 1
        ? "1 row"
        : `${total} rows`;

  const align = (j: number): string => (numeric[j] ? ' style="text-align:right"' : "");
  const html =
    `<table class="lossbook-table"><thead><tr>` +
    names.map((name, j) => `<th scope="col"${align(j)}>${escapeHtml(name)}</th>`).join("") +
    `</tr></thead><tbody>` +
    texts
      .map(
        (row) =>
          `<tr>${row.map((text, j) => `<td${align(j)}>${escapeHtml(text)}</td>`).join("")}</tr>`,
      )
      .join("") +
    `</tbody></table><p><small>${more}</small></p>`;

  const widths = names.map((name, j) =>
    Math.max(name.length, ...texts.map((row) => (row[j] as string).length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, j) =>
        numeric[j] ? cell.padStart(widths[j] as number) : cell.padEnd(widths[j] as number),
      )
      .join("  ")
      .trimEnd();
  return { "text/html": html, "text/plain": [line(names), ...texts.map(line), more].join("\n") };
}

function ofTable(table: Table, limit: number): Cells {
  const columns = table.columnNames.map((name) => table.column(name));
  const shown = Math.min(limit, table.length);
  const rows = Array.from({ length: shown }, (_, i) => columns.map((column) => column[i]));
  return { names: table.columnNames, rows, total: table.length };
}

function ofRows(objects: Rows, limit: number): Cells {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const rows = objects.slice(0, limit).map((object) => names.map((name) => object[name]));
  return { names, rows, total: objects.length };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (typeof value === "number") return format(value, 5);
  if (typeof value === "object") return objectText(value);
  return String(value);
}

/** A date as ISO writes it; lists, maps and records as JSON, what is inside of them whole. */
function objectText(value: object): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "–" : value.toISOString();
  try {
    return JSON.stringify(value, plain) ?? String(value);
  } catch {
    return String(value);
  }
}

function plain(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof Map) return Object.fromEntries(value) as unknown;
  if (value instanceof Set) return [...value] as unknown;
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : value;
}
