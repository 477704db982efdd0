import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import { typeset } from "../markdown/mathematics.js";

/** `$$…$$`, `$…$`, `\[…\]`, `\(…\)` or a bare formula. */
export function renderLatexOutput(value: unknown): Html {
  const text = joinText(value).trim();
  const inner = /^(?:\$\$([\s\S]*)\$\$|\\\[([\s\S]*)\\\]|\$([^$]*)\$|\\\(([\s\S]*)\\\))$/.exec(
    text,
  );
  const tex = inner?.slice(1).find((part) => part !== undefined) ?? text;
  return markup`<div class="rich">${typeset(tex, true)}</div>`;
}
