import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import { renderHtml } from "../markdown/renderMarkdown.js";
import type { OutputBundle, OutputContext } from "./renderer.js";

export function renderHtmlOutput(value: unknown, _: OutputBundle, context: OutputContext): Html {
  return markup`<div class="rich">${renderHtml(joinText(value), context)}</div>`;
}
