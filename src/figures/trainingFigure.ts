import { checkSameLength, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { seriesLine } from "./seriesLine.js";
import { fade, seriesColour } from "./theme.js";

export interface TrainingCurve {
  readonly name: string;
  /** The metric after each step. */
  readonly values: ArrayLike<number>;
  /** The band around it, such as the lowest and the highest of several seeds. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

export interface TrainingFigureOptions {
  readonly title: string;
  /** What is counted; `"epoch"` by default. */
  readonly x?: string;
  /** The metric with its unit; `"loss, nats"` by default. */
  readonly y?: string;
  readonly curves: readonly TrainingCurve[];
  /** The number of the first value: 0 (before training, by default) or 1. */
  readonly first?: number;
  readonly logarithmic?: boolean;
  readonly alt?: string;
  readonly height?: number;
}

/**
 * A metric over training, a line for each run, with bands.
 *
 * Errors  DomainError when a band has another length than its curve, or only one side.
 */
export function trainingFigure(options: TrainingFigureOptions): Figure {
  const { title, x = "epoch", y = "loss, nats", curves, first = 0, logarithmic, height } = options;
  checkNotEmpty("curves", curves);
  const data = curves.flatMap(({ name, values, low, high }, i): Trace[] => {
    checkNotEmpty(`values of ${name}`, values);
    const at = Array.from(values, (_, step) => first + step);
    const line = seriesLine(i, name, at, Array.from(values));
    if (low === undefined && high === undefined) return [line];
    checkSameLength(`values of ${name}`, values, "low", low ?? []);
    checkSameLength(`values of ${name}`, values, "high", high ?? []);
    const edge = { type: "scatter", mode: "lines", x: at, line: { width: 0 }, hoverinfo: "skip" };
    return [
      { ...edge, y: Array.from(low ?? []), showlegend: false },
      {
        ...edge,
        y: Array.from(high ?? []),
        name: `${name}, band`,
        fill: "tonexty",
        fillcolor: fade(seriesColour(i), 0.2),
        showlegend: false,
      },
      line,
    ];
  });
  const base = frame({
    title,
    x,
    y,
    legend: curves.length > 1,
    ...(height === undefined ? {} : { height }),
  });
  const descriptions = curves.map(
    ({ name, values }) =>
      `${name} from ${numberText(values[0] as number)} to ${numberText(values[values.length - 1] as number)}`,
  );
  return {
    data,
    layout: logarithmic ? { ...base, yaxis: { ...(base["yaxis"] as object), type: "log" } } : base,
    alt:
      options.alt ??
      `${withFullStop(title)} Lines of ${y} over ${Math.max(...curves.map((curve) => curve.values.length))} values of ${x}: ${joinWithAnd(descriptions)}.`,
  };
}
