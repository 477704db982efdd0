import Anser from "anser";
import { markup, trusted, type Html } from "../html.js";

const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

function colourClass(name: string | null, prefix: string): string | undefined {
  const found = /^ansi-(bright-)?(\w+)$/.exec(name ?? "");
  return found !== null && names.includes(found[2]!) ? `${prefix}-${found[2]!}` : undefined;
}

const decorations: Readonly<Record<string, string>> = {
  bold: "ansi-bold",
  dim: "ansi-dim",
  italic: "ansi-italic",
  underline: "ansi-underline",
  strikethrough: "ansi-strike",
  reverse: "ansi-reverse",
};

/** Hyperlinks, cursor moves, character sets: everything a terminal obeys but colours. */
const otherEscapes = new RegExp(
  [
    "\\u001b\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)",
    "\\u001b\\[[0-9;?]*[A-Za-ln-z]",
    "\\u001b[()][A-Z0-9]",
    "\\u001b[=>]",
  ].join("|"),
  "g",
);

/** Terminal text: colours of the 16-colour palette as classes, all other control sequences dropped. */
export function ansiText(text: string): Html {
  const cleaned = text.replace(otherEscapes, "");
  if (!cleaned.includes("\u001b[")) return markup`${cleaned}`;
  const spans = Anser.ansiToJson(cleaned, { use_classes: true, json: true, remove_empty: true });
  return trusted(
    spans
      .map((span) => {
        const classes = [
          colourClass(span.fg, "ansi"),
          colourClass(span.bg, "ansi-on"),
          ...span.decorations.map((name) => decorations[name]),
        ].filter((name) => name !== undefined);
        return classes.length === 0
          ? markup`${span.content}`.text
          : markup`<span class="${classes.join(" ")}">${span.content}</span>`.text;
      })
      .join(""),
  );
}
