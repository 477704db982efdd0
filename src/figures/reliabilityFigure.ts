import { checkCount } from "../math/numeric/checks.js";
import { probability, checkSameLength, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { twoPanels } from "./panels.js";
import { NEUTRAL_COLOUR, seriesColour, seriesDash, seriesSymbol } from "./theme.js";

/** One bin of predicted probabilities. */
export interface ReliabilityBin {
  /** The mean predicted probability in the bin. */
  readonly predicted: number;
  /** How often the event came. */
  readonly observed: number;
  readonly count: number;
}

export interface ReliabilityModel {
  readonly name: string;
  readonly bins: readonly ReliabilityBin[];
}

export interface ReliabilityFigureOptions {
  readonly title: string;
  readonly models: readonly ReliabilityModel[];
  readonly alt?: string;
  readonly height?: number;
}

/**
 * Counts predictions in bins of equal width over [0, 1]; empty bins are left out.
 *
 * Errors  DomainError when the lists differ in length, a prediction is no probability or an outcome is not 0 or 1.
 */
export function reliabilityBins(
  predictions: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  bins: number = 10,
): ReliabilityBin[] {
  checkSameLength("predictions", predictions, "outcomes", outcomes);
  checkCount("bins", bins, 1);
  const sums = Array.from({ length: bins }, () => ({ predicted: 0, observed: 0, count: 0 }));
  for (let i = 0; i < predictions.length; i++) {
    const p = predictions[i] as number;
    const outcome = outcomes[i] as number;
    probability("a prediction", p);
    probability("an outcome", outcome);
    const bin = sums[Math.min(bins - 1, Math.floor(p * bins))] as (typeof sums)[number];
    bin.predicted += p;
    bin.observed += outcome;
    bin.count += 1;
  }
  return sums
    .filter((bin) => bin.count > 0)
    .map(({ predicted, observed, count }) => ({
      predicted: predicted / count,
      observed: observed / count,
      count,
    }));
}

/** Left, observed frequency against predicted probability (a calibrated model lies on the diagonal); right, how many predictions lie where. */
export function reliabilityFigure(options: ReliabilityFigureOptions): Figure {
  const { title, models, height } = options;
  checkNotEmpty("models", models);
  const diagonal: Trace = {
    type: "scatter",
    mode: "lines",
    name: "calibrated",
    x: [0, 1],
    y: [0, 1],
    line: { color: NEUTRAL_COLOUR, dash: "dash", width: 1.5 },
    hoverinfo: "skip",
  };
  const lines = models.map(({ name, bins }, i): Trace => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    legendgroup: name,
    x: bins.map((bin) => bin.predicted),
    y: bins.map((bin) => bin.observed),
    line: { color: seriesColour(i), dash: seriesDash(i), width: 2 },
    marker: { color: seriesColour(i), symbol: seriesSymbol(i), size: 9 },
  }));
  const counts = models.map(({ name, bins }, i): Trace => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    legendgroup: name,
    showlegend: false,
    x: bins.map((bin) => bin.predicted),
    y: bins.map((bin) => bin.count),
    line: { color: seriesColour(i), dash: seriesDash(i), width: 2 },
    marker: { color: seriesColour(i), symbol: seriesSymbol(i), size: 7 },
    xaxis: "x2",
    yaxis: "y2",
  }));
  const descriptions = models.map(({ name, bins }) => {
    const total = bins.reduce((sum, bin) => sum + bin.count, 0);
    const gap = bins.reduce(
      (sum, bin) => sum + (bin.count / total) * Math.abs(bin.predicted - bin.observed),
      0,
    );
    return `${name} is off by ${numberText(gap)} on average`;
  });
  const unit = { range: [-0.02, 1.02] };
  return {
    data: [diagonal, ...lines, ...counts],
    layout: twoPanels(
      title,
      [
        {
          heading: "calibration",
          x: { title: "predicted probability", ...unit },
          y: { title: "observed frequency", ...unit },
        },
        {
          heading: "predictions",
          x: { title: "predicted probability", ...unit },
          y: { title: "count", rangemode: "tozero" },
        },
      ],
      height === undefined ? {} : { height },
    ),
    alt:
      options.alt ??
      `${withFullStop(title)} Observed frequency against predicted probability; the diagonal is perfect calibration. ${joinWithAnd(descriptions)}.`,
  };
}
