import type { Figure } from "../outputs/figure.js";
import { fitFigure, USUAL_WIDTH } from "../figures/fitFigure.js";
import { lightTemplate } from "../figures/theme.js";
import { roundFigure } from "../figures/roundFigure.js";
import { FIGURE_MIME } from "../outputs/mimeTypes.js";
import { figureHtml } from "./figureHtml.js";
import type { MimeBundle } from "../outputs/mimeBundle.js";

/** How every figure is drawn in a notebook. */
export const PLOTLY_CONFIG = { responsive: true, displaylogo: false } as const;

/** A figure as one output: Plotly's JSON, HTML that draws it, and its text alternative. */
export function figureBundle(figure: Figure): MimeBundle {
  const { data, layout, alt, frames } = roundFigure(fitFigure(figure, USUAL_WIDTH));
  const json = {
    data,
    layout: { template: lightTemplate, ...layout },
    config: PLOTLY_CONFIG,
    ...(frames === undefined ? {} : { frames }),
  };
  return {
    [FIGURE_MIME]: json,
    "text/html": figureHtml(json, alt, heightOf(layout)),
    "text/plain": alt,
  };
}

/** The height in pixels that a layout asks for. */
function heightOf(layout: Figure["layout"]): number {
  const height = layout["height"];
  return typeof height === "number" && height > 0 ? height : 400;
}
