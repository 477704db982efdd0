import { checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { NEUTRAL_COLOUR, SERIES_COLOURS, seriesColour, seriesDash, seriesSymbol } from "./theme.js";

/** A mean over repeated runs with its interval, such as `summariseRuns` gives. */
export interface MeanPoint {
  readonly x: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

export interface MeansFigureOptions {
  readonly title: string;
  /** What was varied and what was measured, with units. */
  readonly x: string;
  readonly y: string;
  readonly curves: readonly { readonly name: string; readonly points: readonly MeanPoint[] }[];
  /** A value to compare with, as a dashed line. */
  readonly reference?: { readonly name: string; readonly value: number };
  readonly alt?: string;
  readonly height?: number;
}

/**
 * Means with error bars against a setting, a line for each method. Points of one setting stand a little beside
 * each other, so that their bars can be told apart.
 *
 *     meansFigure({ title: "Noise costs accuracy", x: "share of wrong labels", y: "accuracy",
 *       curves: [{ name: "cross-entropy", points: [{ x: 0.2, mean: 0.89, lower: 0.88, upper: 0.9 }] }] })
 *
 * Errors  DomainError when there is no curve, or one without points.
 */
export function meansFigure(options: MeansFigureOptions): Figure {
  const { title, x, y, curves, reference, height } = options;
  checkNotEmpty("curves", curves);
  for (const { name, points } of curves) checkNotEmpty(`points of ${name}`, points);
  const settings = curves.flatMap(({ points }) => points.map((point) => point.x));
  const [from, to] = [Math.min(...settings), Math.max(...settings)];
  const beside = (i: number): number => (i - (curves.length - 1) / 2) * 0.008 * (to - from || 1);
  // The seventh curve has the first one's colour: another dash and symbol tell them apart.
  const turn = (i: number): number => i + Math.floor(i / SERIES_COLOURS.length);
  const lines = curves.map(({ name, points }, i): Trace => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: points.map((point) => point.x + beside(i)),
    y: points.map((point) => point.mean),
    error_y: {
      type: "data",
      symmetric: false,
      array: points.map((point) => point.upper - point.mean),
      arrayminus: points.map((point) => point.mean - point.lower),
      color: seriesColour(i),
      thickness: 1.5,
      width: 3,
    },
    line: { color: seriesColour(i), dash: seriesDash(turn(i)), width: 1.5 },
    marker: { color: seriesColour(i), symbol: seriesSymbol(turn(i)), size: 8 },
  }));
  const level: Trace[] =
    reference === undefined
      ? []
      : [
          {
            type: "scatter",
            mode: "lines",
            name: reference.name,
            x: [from, to],
            y: [reference.value, reference.value],
            line: { color: NEUTRAL_COLOUR, dash: "dash", width: 1.5 },
          },
        ];
  const descriptions = curves.map(({ name, points }) => {
    const [first, last] = [points[0], points[points.length - 1]] as [MeanPoint, MeanPoint];
    return `${name} from ${numberText(first.mean)} at ${numberText(first.x)} to ${numberText(last.mean)} at ${numberText(last.x)}`;
  });
  return {
    data: [...level, ...lines],
    layout: frame({ title, x, y, ...(height === undefined ? {} : { height }) }),
    alt:
      options.alt ??
      `${withFullStop(title)} Means of ${y} with their intervals against ${x}: ${joinWithAnd(descriptions)}.`,
  };
}
