import type { ErrorOutput } from "../../nbformat/notebook.js";
import { markup, type Html } from "../html.js";
import { ansiText } from "./ansi.js";
import type { OutputContext } from "./renderer.js";

/** What a cell failed with; its traceback folded away. */
export function renderError(output: ErrorOutput, context: OutputContext): Html {
  const traceback = output.traceback.join("\n").slice(0, 100_000);
  const { ename: name, evalue: message } = output;
  const summary = `${name}${name && message ? ": " : ""}${message}`;
  return markup`<div class="error">
    <p class="error-title">${context.words.errorOutput}</p>
    <pre class="text" data-scroll="text">${ansiText(summary.slice(0, 20_000) || traceback)}</pre>
    ${
      summary !== "" &&
      traceback.trim() !== "" &&
      markup`<details>
        <summary>Traceback</summary>
        <pre class="text" data-scroll="text">${ansiText(traceback)}</pre>
      </details>`
    }
  </div>`;
}
