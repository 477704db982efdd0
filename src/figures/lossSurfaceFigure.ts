import { range } from "./checks.js";
import type { PlaneFunction } from "./decisionFigure.js";
import type { Figure } from "../outputs/figure.js";
import { frame, linspace, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { SEQUENTIAL_SCALE, seriesDash, seriesSymbol } from "./theme.js";

export interface DescentPath {
  readonly name: string;
  /** The parameters after each step. */
  readonly points: readonly (readonly [number, number])[];
}

export interface LossSurfaceFigureOptions {
  readonly title: string;
  /** The parameters, such as `"weight w"` and `"bias b"`. */
  readonly x: string;
  readonly y: string;
  readonly loss: PlaneFunction;
  /** What the loss is, with its unit; `"loss"` by default. */
  readonly value?: string;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly paths?: readonly DescentPath[];
  /** Values above this are drawn as this one, so that the valley keeps its contours. */
  readonly cap?: number;
  /** Grid points a side; 70 by default. */
  readonly resolution?: number;
  readonly alt?: string;
  readonly height?: number;
}

/** Paths lie on the dark middle of the scale: light colours, told apart by dash and symbol. */
const PATH_COLOURS = ["#ffffff", "#ff9b5c", "#8fe3ff", "#ffd1ec"];

/** The loss over two parameters as filled contours, with the paths that descent took. */
export function lossSurfaceFigure(options: LossSurfaceFigureOptions): Figure {
  const { title, loss, value = "loss", xRange, yRange, paths = [], cap = Infinity } = options;
  const { resolution = 70, height = 440 } = options;
  range("xRange", xRange);
  range("yRange", yRange);
  const xs = linspace(xRange[0], xRange[1], resolution);
  const ys = linspace(yRange[0], yRange[1], resolution);
  const z = ys.map((y) => xs.map((x) => Math.min(loss(x, y), cap)));
  let low = { x: NaN, y: NaN, at: Infinity };
  ys.forEach((y, j) =>
    xs.forEach((x, i) => {
      const at = (z[j] as number[])[i] as number;
      if (at < low.at) low = { x, y, at };
    }),
  );
  const surface: Trace = {
    type: "contour",
    x: xs,
    y: ys,
    z,
    ncontours: 18,
    colorscale: SEQUENTIAL_SCALE,
    colorbar: { title: { text: value, side: "right" }, thickness: 14 },
    contours: { coloring: "heatmap" },
    line: { width: 0.6, color: "rgba(255,255,255,0.35)" },
    hovertemplate: `${value} %{z:.4g}<extra></extra>`,
  };
  const lines = paths.map(({ name, points }, i): Trace => {
    const colour = PATH_COLOURS[i % PATH_COLOURS.length];
    return {
      type: "scatter",
      mode: "lines+markers",
      name,
      x: points.map(([x]) => x),
      y: points.map(([, y]) => y),
      line: { color: colour, dash: seriesDash(i), width: 2.5 },
      marker: {
        symbol: seriesSymbol(i),
        size: points.map((_, step) =>
          step === points.length - 1 ? 12 : points.length > 60 ? 3 : 6,
        ),
        color: colour,
        line: { width: 1, color: "#1f2328" },
      },
    };
  });
  const descriptions = paths.map(({ name, points }) => {
    const [x, y] = points.at(-1) ?? [NaN, NaN];
    return `${name} ends after ${points.length - 1} steps at (${numberText(x)}, ${numberText(y)})`;
  });
  const base = frame({ title, x: options.x, y: options.y, height, legend: paths.length > 0 });
  return {
    data: [surface, ...lines],
    layout: {
      ...base,
      xaxis: { ...(base["xaxis"] as object), range: xRange },
      yaxis: { ...(base["yaxis"] as object), range: yRange },
      // The lines are light: the legend needs the ground of the surface.
      legend: { ...(base["legend"] as object), bgcolor: "#4a4d58", font: { color: "#ffffff" } },
    },
    alt:
      options.alt ??
      `${withFullStop(title)} Contours of ${value} over ${options.x} and ${options.y}, lowest with ${numberText(low.at)} near ` +
        `(${numberText(low.x)}, ${numberText(low.y)})${descriptions.length > 0 ? `; ${joinWithAnd(descriptions)}` : ""}.`,
  };
}
