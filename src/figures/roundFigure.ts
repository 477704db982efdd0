import type { Figure } from "../outputs/figure.js";

/**
 * The figure as its JSON is stored: fractions are rounded to what can be seen, whole numbers stay as they are, a `Date`
 * becomes the text that Plotly reads as a time. Typed arrays become plain ones; NaN and ±Infinity become null, which
 * Plotly draws as a gap.
 *
 * A fraction keeps seven significant digits (a tenth of a pixel needs five; the last bits of a `Math.exp` would only
 * swell the notebook), at least three decimals, and in a list seven digits of the distance between its ends: values
 * that differ by a little of their size stay apart.
 */
export function roundFigure(figure: Figure): Figure {
  const { data, layout, alt, frames } = figure;
  return {
    data: data.map((trace) => rounded(trace) as Readonly<Record<string, unknown>>),
    layout: rounded(layout) as Readonly<Record<string, unknown>>,
    alt,
    ...(frames === undefined ? {} : { frames: frames.map((frame) => rounded(frame)) }),
  };
}

function rounded(value: unknown): unknown {
  if (typeof value === "number") return round(value, Infinity);
  if (typeof value === "bigint") return roundBig(value);
  if (value instanceof Date) return timeText(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return roundList(Array.from(value as unknown as ArrayLike<unknown>));
  if (Array.isArray(value)) return roundList(value);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, rounded(entry)]),
    );
  }
  return value;
}

function roundList(values: readonly unknown[]): unknown[] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values)
    if (typeof value === "number" && Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  const spread = high > low ? high - low : Infinity;
  return values.map((value) => (typeof value === "number" ? round(value, spread) : rounded(value)));
}

/** `spread`: the distance between the ends of the list that the number stands in. */
function round(x: number, spread: number): number | null {
  if (!Number.isFinite(x)) return null;
  if (Number.isInteger(x)) return x;
  const size = Math.floor(Math.log10(Math.abs(x)));
  const decimals = size + 4;
  const toTellApart = spread === Infinity ? 0 : size - Math.ceil(Math.log10(spread)) + 7;
  const digits = Math.max(7, decimals, toTellApart);
  return digits > 16 ? x : Number(x.toPrecision(digits));
}

/** A whole number beyond those that JSON can hold exactly stays exact as text. */
function roundBig(value: bigint): number | string {
  return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value))
    ? Number(value)
    : String(value);
}

/** `2026-11-27 19:35:00.5`; a day alone where the time is midnight. */
function timeText(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  return date
    .toISOString()
    .replace("T", " ")
    .replace("Z", "")
    .replace(/\.?0+$/, (zeros) => (zeros.startsWith(".") ? "" : zeros))
    .replace(/ 00:00:00$/, "");
}
