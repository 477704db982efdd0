import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const latexOutput: OutputRenderer = {
  mimeType: "text/latex",
  kind: "formula",
  render: renderLatexOutput,
};

/** `$$…$$`, `$…$`, `\[…\]`, `\(…\)` or a bare formula. */
function renderLatexOutput(value: unknown, _: OutputBundle, { mathematics }: OutputContext): Html {
  const text = joinText(value).trim();
  const inner = /^(?:\$\$([\s\S]*)\$\$|\\\[([\s\S]*)\\\]|\$([^$]*)\$|\\\(([\s\S]*)\\\))$/.exec(
    text,
  );
  const tex = inner?.slice(1).find((part) => part !== undefined) ?? text;
  return markup`<div class="rich">${mathematics.typeset(tex, true)}</div>`;
}
