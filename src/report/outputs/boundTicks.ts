import { isRecord } from "../../text/isRecord.js";

/** More ticks than any axis has room for; Plotly would make them all, and the page stand still. */
const mostTicks = 10_000;

/** Takes away a step of ticks that would make too many of them, from one end of an axis or of the data to the other. */
export function boundTicks(
  layout: Readonly<Record<string, unknown>>,
  data: readonly Readonly<Record<string, unknown>>[],
): void {
  const scenes = Object.entries(layout).flatMap(([name, scene]) =>
    name.startsWith("scene") && isRecord(scene) ? [scene] : [],
  );
  for (const holder of [layout, ...scenes])
    for (const [name, axis] of Object.entries(holder)) {
      const letter = /^([xyz])axis\d*$/.exec(name)?.[1];
      if (letter === undefined || !isRecord(axis)) continue;
      const range = Array.isArray(axis["range"]) ? axis["range"] : undefined;
      const span = spanOf(range ?? data.flatMap((trace) => ends(trace[letter])));
      for (const ticks of [axis, axis["minor"]])
        if (isRecord(ticks) && span / Number(ticks["dtick"]) > mostTicks) delete ticks["dtick"];
    }
}

/** The least and the greatest of a list, so that lists of traces need not be put together. */
function ends(values: unknown): number[] {
  if (!Array.isArray(values)) return [];
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values.flat()) {
    const number = position(value);
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  return least <= greatest ? [least, greatest] : [];
}

function spanOf(values: readonly unknown[]): number {
  const [least, greatest] = ends(values);
  return least === undefined || greatest === undefined ? 0 : greatest - least;
}

/** Where a value stands on its axis: numbers and their texts as they are, dates in milliseconds. */
function position(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return Number.NaN;
  const number = Number(value);
  return Number.isNaN(number) ? Date.parse(value) : number;
}
