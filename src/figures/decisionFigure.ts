import { range, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { linspace, joinWithAnd, withFullStop, type Trace } from "./layout.js";
import { twoPanels } from "./panels.js";
import { fade, seriesColour, seriesDash, seriesSymbol } from "./theme.js";

/** A function of a point of the plane. */
export type PlaneFunction = (x: number, y: number) => number;

export interface DecisionFigureOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** The joint density p(x, y, class) of each class, for the contours. */
  readonly classes: readonly { readonly name: string; readonly joint: PlaneFunction }[];
  /** P(first class | point), whose boundary is drawn at one half. Derived from the joint densities by default. */
  readonly posterior?: PlaneFunction;
  /** Points with the place of their class. */
  readonly points?: readonly { readonly x: number; readonly y: number; readonly label: number }[];
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** Grid points a side; 60 by default. */
  readonly resolution?: number;
  readonly alt?: string;
  readonly height?: number;
}

/**
 * Left, the contours of the joint density of each class; right, the posterior of the first class with the boundary at
 * 1/2, and the points.
 */
export function decisionFigure(options: DecisionFigureOptions): Figure {
  const { title, classes, points = [], xRange, yRange, resolution = 60, height } = options;
  checkNotEmpty("classes", classes);
  range("xRange", xRange);
  range("yRange", yRange);
  const first = classes[0] as DecisionFigureOptions["classes"][number];
  const posterior: PlaneFunction =
    options.posterior ??
    ((x, y) => first.joint(x, y) / classes.reduce((sum, { joint }) => sum + joint(x, y), 0));
  const xs = linspace(xRange[0], xRange[1], resolution);
  const ys = linspace(yRange[0], yRange[1], resolution);
  const grid = (f: PlaneFunction): number[][] => ys.map((y) => xs.map((x) => f(x, y)));
  const contours = classes.map(({ name, joint }, i): Trace => ({
    type: "contour",
    name,
    x: xs,
    y: ys,
    z: grid(joint),
    showscale: false,
    ncontours: 6,
    contours: { coloring: "none" },
    line: { color: seriesColour(i), dash: seriesDash(i), width: 2 },
    hoverinfo: "skip",
    showlegend: true,
  }));
  const onRight = { xaxis: "x2", yaxis: "y2" };
  const field: Trace = {
    type: "heatmap",
    x: xs,
    y: ys,
    z: grid(posterior),
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, fade(seriesColour(1), 0.45)],
      [0.5, "rgba(128,128,128,0.08)"],
      [1, fade(seriesColour(0), 0.45)],
    ],
    showscale: false,
    hovertemplate: `P(${first.name}) = %{z:.2f}<extra></extra>`,
    ...onRight,
  };
  const boundary: Trace = {
    type: "contour",
    name: `boundary: P(${first.name}) = ½`,
    x: xs,
    y: ys,
    z: grid(posterior),
    showscale: false,
    contours: { coloring: "none", start: 0.5, end: 0.5, size: 1 },
    line: { color: "#767676", width: 3 },
    hoverinfo: "skip",
    showlegend: true,
    ...onRight,
  };
  const marks = classes.map(({ name }, label): Trace => {
    const mine = points.filter((point) => point.label === label);
    return {
      type: "scatter",
      mode: "markers",
      name: `points: ${name}`,
      x: mine.map((point) => point.x),
      y: mine.map((point) => point.y),
      marker: {
        color: seriesColour(label),
        symbol: seriesSymbol(label),
        size: 8,
        line: { width: 1, color: "#ffffff" },
      },
      ...onRight,
    };
  });
  const axes = {
    x: { title: options.x, range: xRange },
    y: { title: options.y, range: yRange },
  };
  return {
    data: [...contours, field, boundary, ...(points.length > 0 ? marks : [])],
    layout: twoPanels(
      title,
      [
        { heading: "joint densities", ...axes },
        { heading: `posterior of ${first.name}`, ...axes },
      ],
      height === undefined ? { height: 440 } : { height },
    ),
    alt:
      options.alt ??
      `${withFullStop(title)} Left, contours of the joint densities of ${joinWithAnd(classes.map((c) => c.name))} over ${options.x} and ` +
        `${options.y}; right, the probability of ${first.name} with the boundary at one half` +
        (points.length > 0 ? ` and ${points.length} points` : "") +
        ".",
  };
}
