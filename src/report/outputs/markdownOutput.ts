import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import { renderMarkdown } from "../markdown/renderMarkdown.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const markdownOutput: OutputRenderer = {
  mimeType: "text/markdown",
  kind: "prose",
  render: renderMarkdownOutput,
};

/** What a reader sees without a word in it. */
const seen = /<(?:img|hr|input|progress|meter|svg)\b/;

/** Markdown as far as it may stay; undefined where nothing is left that a reader could see. */
function renderMarkdownOutput(
  value: unknown,
  _: OutputBundle,
  context: OutputContext,
): Html | undefined {
  const { html } = renderMarkdown(joinText(value), {
    ...context,
    cell: `${context.cell}-o`,
    attachments: {},
  });
  if (html.text.replace(/<[^>]*>/g, "").trim() === "" && !seen.test(html.text)) return undefined;
  return markup`<div class="rich prose">${html}</div>`;
}
