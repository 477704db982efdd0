import type { Figure } from "../outputs/figure.js";

const round = (x: number): number => (Number.isFinite(x) ? Number(x.toPrecision(7)) : x);

/**
 * The figure with every number rounded to seven significant digits: a tenth of a pixel needs five, and the last bits
 * of a `Math.exp` would only swell the notebook. Typed arrays become plain ones; NaN and ±Infinity become null, which
 * Plotly draws as a gap.
 */
export function roundFigure(figure: Figure): Figure {
  return {
    data: figure.data.map((trace) => rounded(trace) as Readonly<Record<string, unknown>>),
    layout: rounded(figure.layout) as Readonly<Record<string, unknown>>,
    alt: figure.alt,
  };
}

function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? round(value) : null;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, rounded);
  }
  if (Array.isArray(value)) return value.map(rounded);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, rounded(entry)]),
    );
  }
  return value;
}
