import { markup } from "../html.js";
import { joinText } from "../../nbformat/multilineText.js";
import type { Cell } from "../../nbformat/notebook.js";
import { hasTag } from "../../nbformat/tags.js";
import type { Words } from "../words.js";
import type { RenderedCell } from "./cell.js";

/** As much of a cell as anybody reads. */
const mostCharacters = 20_000;

/** A cell that was too much to be set: its source as it stands, without colours, formulas or outputs. */
export function renderSourceCell(cell: Cell, words: Words): RenderedCell | undefined {
  if (hasTag(cell, "remove-cell")) return undefined;
  const source = joinText(cell.source);
  const cut = source.length > mostCharacters;
  return {
    id: cell.id,
    html: markup`<section class="cell" data-cell="${cell.id}"><p class="notice">${words.asSource}</p><pre class="code" data-scroll="code"><code>${source.slice(0, mostCharacters)}</code></pre>${cut && markup`<p class="notice">${words.tooLong}</p>`}</section>`,
    headings: [],
  };
}
