import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import { renderHtml } from "../markdown/renderMarkdown.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const htmlOutput: OutputRenderer = {
  mimeType: "text/html",
  kind: "page",
  render: renderHtmlOutput,
};

/** HTML as far as it may stay; undefined where nothing is left that a reader could see. */
function renderHtmlOutput(
  value: unknown,
  _: OutputBundle,
  context: OutputContext,
): Html | undefined {
  const html = renderHtml(joinText(value), context);
  if (html === undefined) return undefined;
  // What stands side by side may need more room than there is.
  const scrolls = /display:(?:inline-)?flex/.test(html.text);
  return markup`<div class="rich"${scrolls && markup` data-scroll="output"`}>${html}</div>`;
}
