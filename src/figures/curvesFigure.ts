import { range, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, linspace, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { seriesLine } from "./seriesLine.js";
import { fade, NEUTRAL_COLOUR, seriesColour, seriesSymbol } from "./theme.js";

/** A function of one number. */
export type Curve = (x: number) => number;

/** A part of the ground below a curve. */
export interface ShadedArea {
  /** Which curve, by its place in the list; the first by default. */
  readonly curve?: number;
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** A point that is marked on the plot. */
export interface MarkedPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

export interface CurvesFigureOptions {
  /** The point that the figure makes. */
  readonly title: string;
  /** The axis titles, with units. */
  readonly x: string;
  readonly y: string;
  readonly curves: readonly { readonly name: string; readonly f: Curve }[];
  readonly range: readonly [number, number];
  /** Points per curve; 201 by default. */
  readonly points?: number;
  /** The range of the vertical axis, where a curve goes to infinity. */
  readonly yRange?: readonly [number, number];
  readonly shade?: readonly ShadedArea[];
  readonly marks?: readonly MarkedPoint[];
  /** Replaces the sentence that the builder writes. */
  readonly alt?: string;
  readonly height?: number;
}

/**
 * Functions of one variable as lines, with shaded areas and marked points.
 *
 *     curvesFigure({ title: "Surprise falls as the probability rises", x: "probability p", y: "−ln p, nats",
 *       curves: [{ name: "−ln p", f: (p) => -Math.log(p) }], range: [0.01, 1] })
 *
 * Errors  DomainError when there is no curve or the range is not ascending.
 */
export function curvesFigure(options: CurvesFigureOptions): Figure {
  const { title, x, y, curves, points = 201, yRange, shade = [], marks = [], height } = options;
  checkNotEmpty("curves", curves);
  range("range", options.range);
  if (yRange !== undefined) range("yRange", yRange);
  const [from, to] = options.range;
  const at = linspace(from, to, points);
  const values = curves.map(({ f }) => at.map(f));

  const areas = shade.map((area): Trace => {
    range("shade", [area.from, area.to]);
    const curve = curves[area.curve ?? 0]?.f as Curve;
    const below = linspace(area.from, area.to, points);
    return {
      type: "scatter",
      mode: "lines",
      name: area.label,
      x: below,
      y: below.map(curve),
      fill: "tozeroy",
      fillcolor: fade(seriesColour(area.curve ?? 0), 0.25),
      line: { width: 0 },
      hoverinfo: "skip",
    };
  });
  const lines = curves.map(({ name }, i) => seriesLine(i, name, at, values[i] ?? []));
  const marked: Trace[] =
    marks.length === 0
      ? []
      : [
          {
            type: "scatter",
            mode: "markers+text",
            name: "marked",
            x: marks.map((mark) => mark.x),
            y: marks.map((mark) => mark.y),
            text: marks.map((mark) => mark.label),
            textposition: marks.map((mark) => labelSide(mark.x, at, values)),
            cliponaxis: false,
            marker: { color: NEUTRAL_COLOUR, size: 9, symbol: seriesSymbol(0) },
            showlegend: false,
          },
        ];
  const base = frame({
    title,
    x,
    y,
    legend: curves.length + shade.length > 1,
    ...(height === undefined ? {} : { height }),
  });
  return {
    data: [...areas, ...lines, ...marked],
    layout:
      yRange === undefined
        ? base
        : { ...base, yaxis: { ...(base["yaxis"] as object), range: yRange } },
    alt: options.alt ?? `${withFullStop(title)} ${describeCurves(options, at, values)}`,
  };
}

/** Above the point, on the side where the curves run lower: there the words are clear of them. */
function labelSide(
  x: number,
  at: readonly number[],
  values: readonly (readonly number[])[],
): "top left" | "top right" {
  const first = at[0] as number;
  const width = (at.at(-1) as number) - first;
  const place = (x - first) / width;
  if (place < 0.15 || place > 0.85) return place < 0.15 ? "top right" : "top left";
  const highest = (within: (distance: number) => boolean): number =>
    Math.max(
      ...values.flatMap((row) => row.filter((_, i) => within(((at[i] as number) - x) / width))),
    );
  const left = highest((distance) => distance < 0 && distance > -0.15);
  const right = highest((distance) => distance > 0 && distance < 0.15);
  if (left !== right && !Number.isNaN(left) && !Number.isNaN(right))
    return left < right ? "top left" : "top right";
  return place > 0.6 ? "top left" : "top right";
}

function describeCurves(
  { x, y, curves, shade = [], marks = [] }: CurvesFigureOptions,
  at: readonly number[],
  values: readonly (readonly number[])[],
): string {
  const ends = curves.map(({ name }, i) => {
    const row = values[i] as readonly number[];
    return `${name} from ${numberText(row[0] as number)} to ${numberText(row.at(-1) as number)}${extreme(at, row)}`;
  });
  const areas = shade.map(
    ({ label, from, to }) => `${label} (${numberText(from)} to ${numberText(to)})`,
  );
  return (
    `Lines of ${y} against ${x} from ${numberText(at[0] as number)} to ${numberText(at.at(-1) as number)}: ${joinWithAnd(ends)}.` +
    (areas.length > 0 ? ` Shaded: ${joinWithAnd(areas)}.` : "") +
    (marks.length > 0 ? ` Marked: ${joinWithAnd(marks.map((mark) => mark.label))}.` : "")
  );
}

/** Says where the highest or the lowest point lies when it is inside. */
function extreme(at: readonly number[], row: readonly number[]): string {
  let high = 0;
  let low = 0;
  row.forEach((value, i) => {
    if (value > (row[high] as number)) high = i;
    if (value < (row[low] as number)) low = i;
  });
  const inside = (i: number): boolean => i > 0 && i < row.length - 1;
  if (inside(high))
    return `, highest with ${numberText(row[high] as number)} at ${numberText(at[high] as number)}`;
  if (inside(low))
    return `, lowest with ${numberText(row[low] as number)} at ${numberText(at[low] as number)}`;
  return "";
}
