import type { Figure } from "../figures/figure.js";
import { lightTemplate } from "../figures/theme.js";
import { roundFigure } from "../figures/roundFigure.js";
import { FIGURE_MIME } from "./displayables.js";
import { plotlyHtml } from "./plotlyLoader.js";
import type { MimeBundle } from "./runtime.js";

/** How every figure is drawn in a notebook. */
export const PLOTLY_CONFIG = { responsive: true, displaylogo: false } as const;

/** The height in pixels that a figure asks for. */
export function figureHeight(figure: Figure): number {
  const height = figure.layout["height"];
  return typeof height === "number" && height > 0 ? height : 400;
}

/** A figure as one output: Plotly's JSON, HTML that draws it, and its text alternative. */
export function figureBundle(figure: Figure): MimeBundle {
  const { data, layout, alt } = roundFigure(figure);
  const json = { data, layout: { template: lightTemplate, ...layout }, config: PLOTLY_CONFIG };
  return {
    [FIGURE_MIME]: json,
    "text/html": plotlyHtml(json, alt, figureHeight(figure)),
    "text/plain": alt,
  };
}
