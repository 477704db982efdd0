/** A text field of the format: a string, or lines to be joined with ""; anything else is no text. */
export function joinText(text: unknown): string {
  if (typeof text === "string") return text;
  if (!Array.isArray(text)) return "";
  return text.filter((line) => typeof line === "string").join("");
}

/** Lines with their line ends, as Jupyter stores text: one changed line is then one changed line in a diff. */
export function splitText(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
