import { markup, type Html } from "./html.js";
import { renderMarkdown, type Heading } from "./markdown.js";
import type { Cell } from "./notebook.js";
import { renderOutput, type OutputContext } from "./output.js";

/** Tags that notebook tools share, in both spellings. */
function hasTag(cell: Cell, name: string): boolean {
  return cell.tags.includes(name) || cell.tags.includes(name.replace("-", "_"));
}

export interface RenderedCell {
  readonly html: Html;
  readonly headings: readonly Heading[];
}

/** A cell of the page, or nothing where its tags remove it. */
export function renderCell(
  cell: Cell,
  language: string,
  context: OutputContext,
): RenderedCell | undefined {
  if (hasTag(cell, "remove-cell")) return undefined;
  switch (cell.kind) {
    case "markdown": {
      const { html: body, headings } = renderMarkdown(cell.source, context);
      return {
        html: markup`<section class="cell prose" data-cell="${cell.id}">${body}</section>`,
        headings,
      };
    }
    case "raw":
      return undefined;
    case "code":
      return { html: renderCode(cell, language, context), headings: [] };
  }
}

function renderCode(cell: Cell, language: string, context: OutputContext): Html {
  const { words } = context;
  const input =
    cell.source.trim() === "" || hasTag(cell, "remove-input")
      ? undefined
      : markup`<div class="input block">
          <pre
            class="code"
            data-scroll="code"
          ><code>${context.highlighter.code(cell.source, language)}</code></pre>
        </div>`;
  const kept = hasTag(cell, "remove-output")
    ? []
    : cell.outputs.filter(
        (output) => !(output.kind === "stream" && hasTag(cell, `remove-${output.name}`)),
      );
  const shown = kept
    .map((output) => renderOutput(output, context))
    .filter((one) => one !== undefined);
  const outputs = markup`<div class="outputs">${shown}</div>`;
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
