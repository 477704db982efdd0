import { READER_TABLE_MIME } from "../../outputs/mimeTypes.js";
import { readReaderTable } from "../../outputs/readerTable.js";
import { markup, type Html } from "../html.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

/** Where a reader may give a table of his own: a sentence, to which a live page adds what takes the file. */
export const readerTableOutput: OutputRenderer = {
  mimeType: READER_TABLE_MIME,
  kind: "lesson",
  render: renderReaderTable,
};

function renderReaderTable(
  value: unknown,
  _: OutputBundle,
  { words }: OutputContext,
): Html | undefined {
  const place = readReaderTable(value);
  if (place === undefined) return undefined;
  const said = words.authorTable
    .replace("{name}", () => place.name)
    .replace("{rows}", String(place.rows))
    .replace("{columns}", () => place.columns.join(", "));
  return markup`<div class="reader-table" data-table="${place.name}"><p>${said}</p></div>`;
}
