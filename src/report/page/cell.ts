import { markup, type Html } from "../html.js";
import type { Heading } from "../markdown/context.js";
import { renderMarkdown } from "../markdown/renderMarkdown.js";
import { joinText } from "../../nbformat/multilineText.js";
import type { Cell, CodeCell } from "../../nbformat/notebook.js";
import { joinStreams } from "../../nbformat/joinStreams.js";
import { hasTag } from "../../nbformat/tags.js";
import { renderOutput } from "../outputs/output.js";
import type { OutputContext } from "../outputs/renderer.js";
import { renderRawCell } from "./rawCell.js";
import type { ExerciseCell } from "./exerciseCell.js";

export interface RenderedCell {
  readonly id: string;
  readonly html: Html;
  readonly headings: readonly Heading[];
}

/** A cell of the page, or nothing where its tags remove it. */
export function renderCell(
  cell: Cell,
  language: string,
  exercise: ExerciseCell | undefined,
  context: OutputContext,
): RenderedCell | undefined {
  if (hasTag(cell, "remove-cell")) return undefined;
  switch (cell.cell_type) {
    case "markdown": {
      const source = joinText(cell.source);
      const { html: body, headings } = renderMarkdown(source, { ...context, source });
      return {
        id: cell.id,
        html: markup`<section class="cell prose" data-cell="${cell.id}">${body}</section>`,
        headings,
      };
    }
    case "raw": {
      const html = renderRawCell(cell, context);
      return html === undefined ? undefined : { id: cell.id, html, headings: [] };
    }
    case "code":
      return { id: cell.id, html: renderCode(cell, language, exercise, context), headings: [] };
  }
}

function renderCode(
  cell: CodeCell,
  language: string,
  exercise: ExerciseCell | undefined,
  context: OutputContext,
): Html {
  const { words } = context;
  const block = (source: string, kind: string) =>
    markup`<div class="${kind} block">
      <pre
        class="code"
        data-scroll="code"
      ><code>${context.highlighter.code(source, language)}</code></pre>
    </div>`;
  const source = exercise?.stub ?? joinText(cell.source);
  const input =
    source.trim() === "" || hasTag(cell, "remove-input") ? undefined : block(source, "input");
  const kept = hasTag(cell, "remove-output")
    ? []
    : cell.outputs.filter(
        (output) => !(output.output_type === "stream" && hasTag(cell, `remove-${output.name}`)),
      );
  const shown = joinStreams(kept)
    .map((output) => renderOutput(output, context))
    .filter((one) => one !== undefined);
  // What the author's answer gave is not the reader's: it is folded away with that answer.
  const solved =
    exercise !== undefined &&
    markup`<details class="author-answer">
      <summary>${words.authorAnswer}</summary>
      ${block(exercise.solved, "solved")}
      <div class="outputs">${shown}</div>
    </details>`;
  const outputs = markup`<div class="outputs">${exercise === undefined && shown}</div>${solved}`;
  const fold = (part: Html | undefined, label: string, when: boolean): Html | undefined =>
    part !== undefined && when
      ? markup`<details class="hidden-part">
          <summary>${label}</summary>
          ${part}
        </details>`
      : part;
  const body = markup`${fold(input, words.showCode, hasTag(cell, "hide-input"))}${fold(
    outputs,
    words.showOutput,
    hasTag(cell, "hide-output") && shown.length > 0,
  )}`;
  return markup`<section
    class="cell code-cell${hasTag(cell, "node-only") && " node-only"}"
    data-cell="${cell.id}"
    data-kind="code"
  >
    ${fold(body, words.showCell, hasTag(cell, "hide-cell"))}
  </section>`;
}
