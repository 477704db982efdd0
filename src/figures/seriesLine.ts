import type { Trace } from "./layout.js";
import { seriesColour, seriesDash } from "./theme.js";

/** The line of series `i`, which colour and dash tell from the others. */
export function seriesLine(
  i: number,
  name: string,
  x: readonly number[],
  y: readonly number[],
): Trace {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x,
    y,
    line: { color: seriesColour(i), dash: seriesDash(i), width: 2.5 },
  };
}
