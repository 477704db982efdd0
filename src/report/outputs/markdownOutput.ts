import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import { renderMarkdown } from "../markdown/renderMarkdown.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const markdownOutput: OutputRenderer = {
  mimeType: "text/markdown",
  kind: "prose",
  render: renderMarkdownOutput,
};

function renderMarkdownOutput(value: unknown, _: OutputBundle, context: OutputContext): Html {
  const { html } = renderMarkdown(joinText(value), {
    ...context,
    cell: `${context.cell}-o`,
    attachments: {},
  });
  return markup`<div class="rich prose">${html}</div>`;
}
