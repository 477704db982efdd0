import type { Html } from "./html.js";
import type { OutputContext } from "./output.js";

/** Our own kinds of output, each by its JSON: a derivation, an exercise, an exploration. */
export function renderDisplayable(
  _data: Readonly<Record<string, unknown>>,
  _context: OutputContext,
): Html | undefined {
  return undefined;
}
