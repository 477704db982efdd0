import { range, checkNotEmpty } from "./checks.js";
import type { Curve } from "./curvesFigure.js";
import type { Figure } from "../outputs/figure.js";
import { frame, linspace, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { seriesLine } from "./seriesLine.js";
import { fade, NEUTRAL_COLOUR } from "./theme.js";

export interface ModelFitFigureOptions {
  readonly title: string;
  /** What was measured, with its unit. */
  readonly x: string;
  readonly data: ArrayLike<number>;
  /** The candidates; a score such as its cross-entropy goes into the name. */
  readonly models: readonly { readonly name: string; readonly density: Curve }[];
  readonly range: readonly [number, number];
  /** How many bars the data are counted in; about √N, from 5 to 60, by default. */
  readonly bins?: number;
  readonly alt?: string;
  readonly height?: number;
}

/**
 * Data as a histogram of density (the bars' areas sum to the share of the data in the range) against the densities of
 * candidate models.
 *
 * Errors  DomainError when there are no data or the range is not ascending.
 */
export function modelFitFigure(options: ModelFitFigureOptions): Figure {
  const { title, x, data, models, height } = options;
  checkNotEmpty("data", data);
  range("range", options.range);
  const [from, to] = options.range;
  const bins = options.bins ?? Math.max(5, Math.min(60, Math.round(Math.sqrt(data.length))));
  const width = (to - from) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of Array.from(data)) {
    if (value < from || value > to || Number.isNaN(value)) continue;
    // The right end belongs to the last bar.
    const i = Math.min(bins - 1, Math.floor((value - from) / width));
    counts[i] = (counts[i] as number) + 1;
  }
  const at = linspace(from, to, 201);
  const bars: Trace = {
    type: "bar",
    name: `data, N = ${data.length}`,
    x: counts.map((_, i) => from + (i + 0.5) * width),
    y: counts.map((count) => count / (data.length * width)),
    width,
    marker: { color: fade(NEUTRAL_COLOUR, 0.45), line: { color: NEUTRAL_COLOUR, width: 0.5 } },
  };
  const curves = models.map(({ name, density }, i) => seriesLine(i, name, at, at.map(density)));
  const base = frame({
    title,
    x,
    y: "density",
    ...(height === undefined ? {} : { height }),
  });
  const peak = counts.indexOf(Math.max(...counts));
  return {
    data: [bars, ...curves],
    layout: { ...base, bargap: 0 },
    alt:
      options.alt ??
      `${withFullStop(title)} A histogram of ${data.length} values of ${x}, most of them near ${numberText(from + (peak + 0.5) * width)}, ` +
        `with the density of ${joinWithAnd(models.map((model) => model.name))}.`,
  };
}
