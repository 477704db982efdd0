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
  const source = joinText(value);
  const html = renderHtml(source, context);
  if (html === undefined) return undefined;
  // What stands side by side may need more room than there is.
  const scrolls = /display:(?:inline-)?flex/.test(html.text);
  const rich = markup`<div class="rich"${scrolls && markup` data-scroll="output"`}>${html}</div>`;
  // What stands beside a page or a film of its own says little without it.
  const left = /<(iframe|video|audio|object|embed)\b/i.exec(source)?.[1]?.toLowerCase();
  return left === undefined
    ? rich
    : markup`<div class="unknown-output">
        ${rich}
        <p class="notice">${context.words.cannotShow(left)}</p>
      </div>`;
}
