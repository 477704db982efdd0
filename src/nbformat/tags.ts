import type { CellMetadata } from "./notebook.js";

/** Whether the cell carries the tag, in its spelling with `-` or the older one with `_`. */
export function hasTag(cell: { readonly metadata: CellMetadata }, tag: string): boolean {
  const tags = cell.metadata.tags ?? [];
  return tags.includes(tag) || tags.includes(tag.replaceAll("-", "_"));
}
