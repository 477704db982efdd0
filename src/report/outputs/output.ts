import { joinText } from "../../nbformat/multilineText.js";
import type { MimeData, Output } from "../../nbformat/notebook.js";
import type { Html } from "../html.js";
import { renderError } from "./error.js";
import type { OutputContext } from "./renderer.js";
import { renderers } from "./renderers.js";
import { renderUnknown } from "./fallback.js";
import { renderText } from "./text.js";

const knownTypes: ReadonlySet<string> = new Set(renderers.map(({ mimeType }) => mimeType));

/** Names that tools give to a type that has another. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["image/jpg", "image/jpeg"],
  ["image/svg", "image/svg+xml"],
  ["text/x-markdown", "text/markdown"],
]);

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
      const { metadata } = output;
      const data = byKnownType(output.data);
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

/** `Text/HTML; charset=utf-8` is `text/html`, where the bundle does not hold that itself. */
function byKnownType(data: MimeData): MimeData {
  const others = Object.entries(data).flatMap(([type, value]) => {
    const essence = type.replace(/;.*/s, "").trim().toLowerCase();
    const name = aliases.get(essence) ?? essence;
    return name !== type && knownTypes.has(name) && !Object.hasOwn(data, name)
      ? [[type, name, value] as const]
      : [];
  });
  if (others.length === 0) return data;
  const named = { ...data };
  for (const [type, name, value] of others) {
    delete named[type];
    named[name] = value;
  }
  return named;
}
