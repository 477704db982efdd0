import type { MultilineText } from "./notebook.js";

export function joinText(text: MultilineText): string {
  return typeof text === "string" ? text : text.join("");
}

/** Lines with their line ends, as Jupyter stores text: one changed line is then one changed line in a diff. */
export function splitText(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
