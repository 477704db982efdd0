import { ansiText } from "./ansi.js";
import { alternativeOf, cleanFigure, renderFigure } from "./figure.js";
import { markup, type Html } from "../html.js";
import { renderHtml, renderMarkdown, type MarkdownContext } from "../markdown/markdown.js";
import { typeset } from "../markdown/mathematics.js";
import { joinText } from "../../nbformat/multilineText.js";
import type { ErrorOutput, Output } from "../../nbformat/notebook.js";
import { dataUrl } from "./picture.js";
import { renderDisplayable } from "./displayable.js";

export interface OutputContext extends MarkdownContext {
  /** A new id for a figure of the page. */
  readonly figureId: () => string;
  /** Told of every kind of trace, so that the page brings what draws them. */
  readonly usesTrace: (type: string) => void;
}

/** Lines beyond these are folded; characters beyond the limit stay in the notebook. */
const foldedLines = 40;
const shownLines = 20;
const longest = 2_000_000;

const pictures = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"];

/** One output, in the richest form of it that a report can show. */
export function renderOutput(output: Output, context: OutputContext): Html | undefined {
  switch (output.output_type) {
    case "stream": {
      const text = joinText(output.text);
      return text === "" ? undefined : renderText(text, `stream ${output.name}`, context);
    }
    case "error":
      return renderError(output, context);
    case "display_data":
    case "execute_result":
      return renderData(output.data, output.metadata, context);
  }
}

function renderData(
  data: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>>,
  context: OutputContext,
): Html | undefined {
  const plain = joinText(data["text/plain"]);
  const ours = renderDisplayable(data, context);
  if (ours !== undefined) return ours;
  const json = data["application/vnd.plotly.v1+json"];
  if (json !== undefined) {
    const figure = cleanFigure(json);
    if (figure !== undefined) {
      figure.traces.forEach(context.usesTrace);
      return renderFigure(figure, context.figureId(), alternativeOf(json, plain), context.words);
    }
  }
  if (data["text/html"] !== undefined)
    return markup`<div class="rich">${renderHtml(joinText(data["text/html"]), context)}</div>`;
  if (data["text/markdown"] !== undefined) {
    const rendered = renderMarkdown(joinText(data["text/markdown"]), {
      ...context,
      cell: `${context.cell}-o`,
      attachments: {},
    });
    return markup`<div class="rich prose">${rendered.html}</div>`;
  }
  for (const type of pictures) {
    if (data[type] === undefined) continue;
    const url = dataUrl(type, joinText(data[type]));
    if (url !== undefined) return renderPicture(url, type, plain, metadata, context);
  }
  if (data["text/latex"] !== undefined)
    return markup`<div class="rich">${renderLatex(joinText(data["text/latex"]))}</div>`;
  if (data["application/json"] !== undefined)
    return renderText(JSON.stringify(data["application/json"], null, 2), "json", context);
  return plain === "" ? undefined : renderText(plain, "result", context);
}

function renderPicture(
  url: string,
  type: string,
  plain: string,
  metadata: Readonly<Record<string, unknown>>,
  context: OutputContext,
): Html {
  const own = metadata[type];
  const sizes = typeof own === "object" && own !== null ? (own as Record<string, unknown>) : {};
  const size = (name: string): Html | undefined => {
    const value = sizes[name];
    return typeof value === "number" && value > 0 && value <= 4000
      ? markup` ${name}="${Math.round(value)}"`
      : undefined;
  };
  const alternative =
    plain.trim() !== "" && plain.length < 2000 ? plain.trim() : context.words.figure;
  return markup`<figure class="figure picture">
    <img src="${url}" alt="${alternative}" ${size("width")}${size("height")} />
  </figure>`;
}

/** `$$…$$`, `$…$`, `\[…\]`, `\(…\)` or a bare formula. */
function renderLatex(latex: string): Html {
  const text = latex.trim();
  const inner = /^(?:\$\$([\s\S]*)\$\$|\\\[([\s\S]*)\\\]|\$([^$]*)\$|\\\(([\s\S]*)\\\))$/.exec(
    text,
  );
  return typeset(inner?.slice(1).find((part) => part !== undefined) ?? text, true);
}

/** Text of a terminal; more than a screenful is folded, with its first lines in view. */
export function renderText(text: string, kind: string, context: OutputContext): Html {
  const cut = text.length > longest;
  const whole = (cut ? text.slice(0, longest) : text).replace(/\n$/, "");
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

function renderError(output: ErrorOutput, context: OutputContext): Html {
  const traceback = output.traceback.join("\n").slice(0, 100_000);
  const { ename: name, evalue: message } = output;
  const says = `${name}${name && message ? ": " : ""}${message}`;
  return markup`<div class="error">
    <p class="error-title">${context.words.errorOutput}</p>
    <pre class="text" data-scroll="text">${ansiText(says.slice(0, 20_000) || traceback)}</pre>
    ${
      says !== "" &&
      traceback.trim() !== "" &&
      markup`<details>
        <summary>Traceback</summary>
        <pre class="text" data-scroll="text">${ansiText(traceback)}</pre>
      </details>`
    }
  </div>`;
}
