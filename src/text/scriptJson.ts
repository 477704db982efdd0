import { exactJsonText } from "./exactJsonText.js";

/** JSON that may stand inside a script element: no `</script`, no `<!--`, no line separators. What is no JSON is null. */
export function scriptJson(value: unknown): string {
  return (exactJsonText(value) ?? "null")
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}
