import { titleAndMargins, type Layout } from "./layout.js";

export interface Panel {
  /** What this panel shows; stands above it. */
  readonly heading: string;
  readonly x: Layout & { readonly title: string };
  readonly y: Layout & { readonly title: string };
}

/**
 * The layout of two panels beside each other (`fitFigure` puts them below each other where it is narrow).
 * Traces of the second panel say `xaxis: "x2", yaxis: "y2"`.
 */
export function twoPanels(
  title: string,
  panels: readonly [Panel, Panel],
  { height = 400, legend = true }: { readonly height?: number; readonly legend?: boolean } = {},
): Layout {
  const base = titleAndMargins(title, height, legend);
  const axes = panels.flatMap(({ x, y }, i) => {
    const number = i === 0 ? "" : String(i + 1);
    const axis = ({ title: text, ...rest }: Panel["x"]): Layout => ({ title: { text }, ...rest });
    return [
      [`xaxis${number}`, axis(x)],
      [`yaxis${number}`, axis(y)],
    ] as const;
  });
  return {
    ...base,
    grid: { rows: 1, columns: 2, pattern: "independent", xgap: 0.22 },
    ...Object.fromEntries(axes),
    annotations: panels.map(({ heading }, i) => ({
      text: heading,
      xref: `x${i === 0 ? "" : i + 1} domain`,
      yref: `y${i === 0 ? "" : i + 1} domain`,
      x: 0,
      y: 1,
      yanchor: "bottom",
      xanchor: "left",
      yshift: 4,
      showarrow: false,
    })),
  };
}
