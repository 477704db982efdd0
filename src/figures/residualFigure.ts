import { checkSameLength, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, numberText, withFullStop, type Trace } from "./layout.js";
import { fade, NEUTRAL_COLOUR, seriesColour } from "./theme.js";

export interface ResidualFigureOptions {
  readonly title: string;
  /** Predictions, or another quantity to look along. */
  readonly predictions: ArrayLike<number>;
  readonly residuals: ArrayLike<number>;
  /** `"prediction"` by default; with its unit. */
  readonly x?: string;
  /** `"residual (target − prediction)"` by default. */
  readonly y?: string;
  readonly alt?: string;
  readonly height?: number;
}

/** Residuals against predictions: a shape or a funnel tells what the model or its loss misses. */
export function residualFigure(options: ResidualFigureOptions): Figure {
  const { title, predictions, residuals, height } = options;
  const { x = "prediction", y = "residual (target − prediction)" } = options;
  checkNotEmpty("residuals", residuals);
  checkSameLength("predictions", predictions, "residuals", residuals);
  const xs = Array.from(predictions);
  const rs = Array.from(residuals);
  const ends = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
  const points: Trace = {
    type: "scatter",
    mode: "markers",
    name: "residuals",
    x: xs,
    y: rs,
    marker: { color: fade(seriesColour(0), 0.6), size: 6 },
  };
  const zero: Trace = {
    type: "scatter",
    mode: "lines",
    x: ends,
    y: [0, 0],
    line: { color: NEUTRAL_COLOUR, dash: "dash", width: 1.5 },
    hoverinfo: "skip",
  };
  const average = rs.reduce((total, r) => total + r, 0) / rs.length;
  const spread = Math.sqrt(rs.reduce((total, r) => total + (r - average) ** 2, 0) / rs.length);
  // What is left of a mean that is zero but for rounding is not worth a word.
  const mean = Math.abs(average) < 1e-9 * spread ? 0 : average;
  const largest = rs.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return {
    data: [zero, points],
    layout: frame({ title, x, y, legend: false, ...(height === undefined ? {} : { height }) }),
    alt:
      options.alt ??
      `${withFullStop(title)} ${rs.length} residuals against ${x}: mean ${numberText(mean)}, standard deviation ${numberText(spread)}, ` +
        `the largest ${numberText(largest)} in size.`,
  };
}
