import type { Figure } from "../outputs/figure.js";
import { wrapTitle, type Layout } from "./layout.js";

/** The width that a figure is laid out for when nobody says where it stands. */
export const USUAL_WIDTH = 680;

/** Below this width in pixels, panels stand below each other. */
const NARROW = 600;

const LINE = 20;
const LEGEND_ROW = 20;
/** Ticks and title of a horizontal axis. */
const AXIS = 58;
const HEADING = 24;

interface Fit {
  /** The height of the plot itself, of one panel. */
  readonly plot: number;
  readonly legend: boolean;
}

/**
 * The builder's figure laid out for a width: titles broken into lines, panels beside or below each other, and below
 * the axis title as much room as the legend's rows need. Plotly does none of the three by itself. A figure that was made by
 * hand is left as it is. Fitting again for another width starts anew.
 */
export function fitFigure(figure: Figure, width: number): Figure {
  const fit = (figure.layout["meta"] as { fit?: Fit } | undefined)?.fit;
  if (fit === undefined) return figure;
  const { layout } = figure;
  const margin = layout["margin"] as { l: number; r: number };
  const title = layout["title"] as { text: string };
  const text = wrapTitle(title.text.replaceAll("<br>", " "), Math.floor((width - 24) / 8.4));
  const lines = text.split("<br>").length;
  const grid = layout["grid"] as { rows: number; columns: number } | undefined;
  const panels = grid === undefined ? 1 : grid.rows * grid.columns;
  const stacked = panels > 1 && width < NARROW;
  const rows = fit.legend ? legendRows(figure, width - margin.l - margin.r) : 0;
  const top = 18 + LINE * lines + (panels > 1 ? HEADING : 0);
  const across = (width - margin.l - margin.r) / (stacked ? 1 : (grid?.columns ?? 1));
  const axes = axesOf(layout, Math.floor(across / 8));
  const bottom = AXIS + LINE * (axes.lines - 1) + (rows > 0 ? 6 + LEGEND_ROW * rows : 0);
  const gap = AXIS + LINE * (axes.lines - 1) + HEADING + 22;
  const plot = stacked ? panels * fit.plot + (panels - 1) * gap : fit.plot;
  return {
    ...figure,
    layout: {
      ...layout,
      ...axes.titled,
      // Plotly hangs a title by its first line, a little higher for every further one.
      title: { ...title, text, pad: { l: 12, t: 10 + 9 * (lines - 1) } },
      height: top + plot + bottom,
      margin: { ...margin, t: top, b: bottom },
      ...(grid === undefined ? {} : { grid: gridOf(layout, panels, stacked, gap / fit.plot) }),
    },
  };
}

/** The horizontal axes with their titles broken into lines of at most `width` characters, and the most lines of one. */
function axesOf(
  layout: Layout,
  width: number,
): { readonly titled: Layout; readonly lines: number } {
  const titled: Record<string, unknown> = {};
  let lines = 1;
  for (const [name, axis] of Object.entries(layout)) {
    const title = (axis as { title?: { text?: unknown } } | undefined)?.title;
    if (!/^xaxis\d*$/.test(name) || typeof title?.text !== "string") continue;
    const text = wrapTitle(title.text.replaceAll("<br>", " "), width);
    lines = Math.max(lines, text.split("<br>").length);
    titled[name] = { ...(axis as object), title: { ...title, text } };
  }
  return { titled, lines };
}

/** Plotly's ygap is a share of what a row has, gap included. */
function gridOf(layout: Layout, panels: number, stacked: boolean, gap: number): Layout {
  // A gap that an earlier fitting left must not stay.
  const grid: Record<string, unknown> = { ...(layout["grid"] as Layout) };
  delete grid["ygap"];
  return stacked
    ? { ...grid, rows: panels, columns: 1, ygap: gap / (1 + gap) }
    : { ...grid, rows: 1, columns: panels };
}

/** How many rows the legend takes: Plotly gives every entry the width of the widest. */
function legendRows(figure: Figure, width: number): number {
  const names = figure.data
    .filter((trace) => trace["showlegend"] !== false && typeof trace["name"] === "string")
    .map((trace) => 44 + 7 * (trace["name"] as string).length);
  if (names.length === 0) return 0;
  if (names.reduce((sum, name) => sum + name, 0) <= width) return 1;
  const columns = Math.max(1, Math.floor(width / Math.max(...names)));
  return Math.ceil(names.length / columns);
}
