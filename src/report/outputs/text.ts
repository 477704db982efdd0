import { joinText } from "../../nbformat/multilineText.js";
import { terminalText } from "../../text/terminal.js";
import { markup, type Html } from "../html.js";
import { ansiText } from "./ansi.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const textOutput: OutputRenderer = {
  mimeType: "text/plain",
  kind: "text",
  render: renderPlainText,
};

/** Lines beyond these are folded; characters beyond the limit stay in the notebook. */
const foldedLines = 40;
const shownLines = 20;
const longest = 2_000_000;

/** The plain text of a value; nothing where it is empty or blank. */
function renderPlainText(
  value: unknown,
  _: OutputBundle,
  context: OutputContext,
): Html | undefined {
  const text = joinText(value);
  return text.trim() === "" ? undefined : renderText(text, "result", context);
}

/** Text of a terminal; more than a screenful is folded, with its first lines in view. */
export function renderText(text: string, kind: string, context: OutputContext): Html {
  const cut = text.length > longest;
  // What ends the text ends what a terminal shows of it: a last line end may only have moved the cursor.
  const whole = terminalText(cut ? text.slice(0, longest) : text).replace(/\n$/, "");
  const lines = whole.split("\n");
  const note = cut && markup`<p class="notice">${context.words.tooLong}</p>`;
  if (lines.length <= foldedLines)
    return markup`<pre class="text ${kind}" data-scroll="text">${ansiText(whole)}</pre>
      ${note}`;
  return markup`<details class="folded">
      <summary>
        <span class="fold-label">${context.words.allLines(lines.length)}</span>
        <pre class="text ${kind}" aria-hidden="true">
${ansiText(lines.slice(0, shownLines).join("\n"))}</pre>
      </summary>
      <pre class="text ${kind}" data-scroll="text">${ansiText(whole)}</pre>
    </details>
    ${note}`;
}
