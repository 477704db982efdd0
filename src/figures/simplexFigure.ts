import { checkNotEmpty } from "./checks.js";
import { DomainError } from "../math/numeric/domainError.js";
import type { Figure } from "../outputs/figure.js";
import {
  linspace,
  joinWithAnd,
  numberText,
  withFullStop,
  titleAndMargins,
  type Trace,
} from "./layout.js";
import { SEQUENTIAL_SCALE } from "./theme.js";

export interface SimplexFigureOptions {
  readonly title: string;
  /** The names of the three classes: left below, right below, top. */
  readonly classes: readonly [string, string, string];
  /** A function of a point of the simplex, such as its entropy. */
  readonly f: (probabilities: readonly [number, number, number]) => number;
  /** What f is, with its unit. */
  readonly value: string;
  readonly points?: readonly {
    readonly probabilities: ArrayLike<number>;
    readonly label: string;
  }[];
  /** Values above this are drawn as this one, where f goes to infinity at the edge. */
  readonly cap?: number;
  /** Grid points along the base; 120 by default. */
  readonly resolution?: number;
  readonly alt?: string;
  readonly height?: number;
}

const TOP = Math.sqrt(3) / 2;

/** A function over the probabilities of three classes, as a heat map on the triangle. */
export function simplexFigure(options: SimplexFigureOptions): Figure {
  const { title, classes, f, value, points = [], cap, resolution = 120, height = 440 } = options;
  checkNotEmpty("classes", classes);
  const xs = linspace(0, 1, resolution);
  const ys = linspace(0, TOP, resolution);
  let lowest = Infinity;
  let highest = -Infinity;
  const z = ys.map((y) =>
    xs.map((x) => {
      const top = y / TOP;
      const right = x - top / 2;
      const left = 1 - top - right;
      // A hair of tolerance keeps the edges inside.
      if (left < -1e-9 || right < -1e-9) return NaN;
      const at = f([Math.max(0, left), Math.max(0, right), top]);
      const shown = cap === undefined ? at : Math.min(at, cap);
      if (Number.isFinite(shown)) {
        lowest = Math.min(lowest, shown);
        highest = Math.max(highest, shown);
      }
      return shown;
    }),
  );
  const field: Trace = {
    type: "heatmap",
    x: xs,
    y: ys,
    z,
    colorscale: SEQUENTIAL_SCALE,
    colorbar: { title: { text: value, side: "right" }, thickness: 14, len: 0.9 },
    hovertemplate: `${value} %{z:.3f}<extra></extra>`,
  };
  const corners = corner(points.map((point) => point.probabilities));
  const marks: Trace = {
    type: "scatter",
    mode: "markers",
    x: corners.map(([x]) => x),
    y: corners.map(([, y]) => y),
    text: points.map((point) => point.label),
    marker: { size: 11, color: "#d55e00", line: { width: 2, color: "#ffffff" } },
    hoverinfo: "text",
  };
  // On a plate of its own, since the map below may be dark or bright.
  const names = corners.map(([x, y], i) => ({
    text: points[i]?.label,
    x,
    y,
    yshift: 18,
    showarrow: false,
    bgcolor: "rgba(255,255,255,0.85)",
    font: { color: "#1f2328", size: 12 },
  }));
  const label = (i: 0 | 1 | 2, x: number, y: number, side: string, up: number): object => ({
    text: `all ${classes[i]}`,
    x,
    y,
    xanchor: side,
    yshift: up,
    showarrow: false,
  });
  const base = titleAndMargins(title, height, false);
  const hidden = { visible: false, fixedrange: true };
  return {
    data: points.length > 0 ? [field, marks] : [field],
    layout: {
      ...base,
      margin: { ...(base["margin"] as object), l: 16, b: 40 },
      xaxis: { ...hidden, range: [-0.05, 1.05] },
      yaxis: { ...hidden, range: [-0.06, TOP + 0.08], scaleanchor: "x" },
      shapes: [
        {
          type: "path",
          path: `M 0,0 L 1,0 L 0.5,${TOP} Z`,
          line: { color: "#767676", width: 2.5 },
        },
      ],
      annotations: [
        label(0, 0, 0, "left", -14),
        label(1, 1, 0, "right", -14),
        label(2, 0.5, TOP, "center", 12),
        ...names,
      ],
    },
    alt:
      options.alt ??
      `${withFullStop(title)} A heat map of ${value} over the probabilities of ${joinWithAnd(classes)}, from ${numberText(lowest)} to ${numberText(highest)}` +
        (points.length > 0
          ? `, with the points ${joinWithAnd(points.map((point) => point.label))}`
          : "") +
        ".",
  };
}

function corner(points: readonly ArrayLike<number>[]): [number, number][] {
  return points.map((p) => {
    if (p.length !== 3) {
      throw new DomainError(`a point of the simplex figure has 3 probabilities, got ${p.length}`);
    }
    return [(p[1] as number) + (p[2] as number) / 2, (p[2] as number) * TOP];
  });
}
