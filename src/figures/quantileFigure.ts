import { checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, linspace, numberText, withFullStop, type Trace } from "./layout.js";
import { fade, NEUTRAL_COLOUR, seriesColour, seriesSymbol } from "./theme.js";

export interface QuantileFigureOptions {
  readonly title: string;
  readonly sample: ArrayLike<number>;
  /** The quantile function of the distribution to compare with. */
  readonly quantile: (u: number) => number;
  /** Its name: `"normal"`. */
  readonly distribution: string;
  /** What the sample is, with its unit; `"residual"` by default. */
  readonly y?: string;
  readonly alt?: string;
  readonly height?: number;
}

/**
 * A Q–Q plot: the sorted sample against the quantiles of a distribution at (i − ½)/N. On the diagonal the sample follows
 * it; ends that leave the diagonal are tails that are too heavy or too light.
 */
export function quantileFigure(options: QuantileFigureOptions): Figure {
  const { title, sample, quantile, distribution, y = "residual", height } = options;
  checkNotEmpty("sample", sample);
  const sorted = Float64Array.from(sample).sort();
  const at = Array.from(sorted, (_, i) => quantile((i + 0.5) / sorted.length));
  const ends = [at[0] as number, at.at(-1) as number];
  const points: Trace = {
    type: "scatter",
    mode: "markers",
    name: "sample",
    x: at,
    y: Array.from(sorted),
    marker: { color: fade(seriesColour(0), 0.7), size: 6, symbol: seriesSymbol(0) },
  };
  const diagonal: Trace = {
    type: "scatter",
    mode: "lines",
    name: distribution,
    x: linspace(ends[0] as number, ends[1] as number, 2),
    y: linspace(ends[0] as number, ends[1] as number, 2),
    line: { color: NEUTRAL_COLOUR, dash: "dash", width: 1.5 },
    hoverinfo: "skip",
  };
  return {
    data: [diagonal, points],
    layout: frame({
      title,
      x: `quantile of the ${distribution} distribution`,
      y: `quantile of the ${y}`,
      ...(height === undefined ? {} : { height }),
    }),
    alt:
      options.alt ??
      `${withFullStop(title)} ${sorted.length} sorted values against quantiles of the ${distribution} distribution: the lowest is ` +
        `${numberText(sorted[0] as number)} where ${numberText(ends[0] as number)} is expected, the highest ` +
        `${numberText(sorted.at(-1) as number)} where ${numberText(ends[1] as number)} is.`,
  };
}
