import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import type { OutputBundle, OutputContext } from "./renderer.js";
import { renderText } from "./text.js";

/** More JSON than this is not spelled out for an output that no renderer knows. */
const longest = 100_000;

/** HTML of which a script draws what there is to see, or that plays, asks or shows another page. */
const drawsItself = (data: OutputBundle["data"]): boolean =>
  /<(?:script|video|audio|iframe|object|embed|canvas|math|input|select|textarea|button)\b/i.test(
    joinText(data["text/html"]),
  );

/**
 * What is left when no renderer has anything to show: a line that names what the output is, and its text or JSON
 * folded away. Undefined where there is nothing at all.
 */
export function renderUnknown(
  { data }: OutputBundle,
  known: ReadonlySet<string>,
  context: OutputContext,
): Html | undefined {
  const types = Object.keys(data).filter(
    (type) =>
      !known.has(type) || type.startsWith("image/") || (type === "text/html" && drawsItself(data)),
  );
  const [first] = types;
  if (first === undefined) return undefined;
  const value = data[first];
  const text =
    first.endsWith("json") && typeof value === "object"
      ? JSON.stringify(value, null, 2)
      : /^text\/|json$/.test(first)
        ? joinText(value)
        : "";
  return markup`<div class="unknown-output">
    <p class="notice">${context.words.cannotShow(
      types
        .slice(0, 5)
        .map((type) => type.slice(0, 100))
        .join(", "),
    )}</p>
    ${
      text.trim() !== "" &&
      markup`<details>
        <summary>${context.words.source}</summary>
        ${renderText(text.slice(0, longest), "json", context)}
      </details>`
    }
  </div>`;
}
