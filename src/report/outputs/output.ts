import { joinText } from "../../nbformat/multilineText.js";
import type { Output } from "../../nbformat/notebook.js";
import type { Html } from "../html.js";
import { renderError } from "./error.js";
import type { OutputContext } from "./renderer.js";
import { renderers } from "./renderers.js";
import { renderUnknown } from "./fallback.js";
import { renderText } from "./text.js";

const knownTypes: ReadonlySet<string> = new Set(renderers.map(({ mimeType }) => mimeType));

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
    case "execute_result": {
      const { data, metadata } = output;
      const bundle = { data, metadata, plain: joinText(data["text/plain"]) };
      for (const { mimeType, render } of renderers) {
        const value = Object.hasOwn(data, mimeType) ? data[mimeType] : undefined;
        const shown = value === undefined ? undefined : render(value, bundle, context);
        if (shown !== undefined) return shown;
      }
      return renderUnknown(bundle, knownTypes, context);
    }
  }
}
