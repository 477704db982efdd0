import { joinText } from "../../nbformat/multilineText.js";
import type { RawCell } from "../../nbformat/notebook.js";
import { markup, type Html } from "../html.js";
import { renderHtml, renderMarkdown } from "../markdown/renderMarkdown.js";
import type { OutputContext } from "../outputs/renderer.js";
import { renderText } from "../outputs/text.js";

/** A raw cell in the format that its metadata name: HTML, Markdown or TeX; as text where they name another or none. */
export function renderRawCell(cell: RawCell, context: OutputContext): Html | undefined {
  const source = joinText(cell.source);
  if (source.trim() === "") return undefined;
  const format = String(cell.metadata["format"] ?? cell.metadata["raw_mimetype"] ?? "");
  return markup`<section class="cell prose" data-cell="${cell.id}">
    ${rendered(source, format.toLowerCase(), context)}
  </section>`;
}

function rendered(source: string, format: string, context: OutputContext): Html {
  switch (format) {
    case "text/html":
      return renderHtml(source, { ...context, source }) ?? renderText(source, "raw", context);
    case "text/markdown":
    case "text/x-markdown":
      return renderMarkdown(source, { ...context, source }).html;
    case "text/latex":
      return renderMarkdown(
        /[$\\]\S/.test(source) && !source.includes("$") && !source.includes("\\begin")
          ? `$$${source}$$`
          : source,
        { ...context, source },
      ).html;
    default:
      return renderText(source, "raw", context);
  }
}
