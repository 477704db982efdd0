import type { Figure } from "../outputs/figure.js";
import { fitFigure } from "./fitFigure.js";
import { onDark, templates, type FigureTheme } from "./theme.js";

/** The figure as it is drawn in a place: laid out for its width in pixels, with the theme's template. */
export function presentFigure(
  figure: Figure,
  { theme, width }: { readonly theme: FigureTheme; readonly width: number },
): Figure {
  const fitted = fitFigure(figure, width);
  const data =
    theme === "dark" ? fitted.data.map((trace) => brightened(trace) as typeof trace) : fitted.data;
  return { ...fitted, data, layout: { ...fitted.layout, template: templates[theme] } };
}

/** A trace with the colours of our own that are too deep for a dark ground exchanged; numbers and texts as they are. */
function brightened(value: unknown): unknown {
  if (typeof value === "string") return onDark(value);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  // Lists are the data, except a short one of colours.
  if (Array.isArray(value)) return value.length > 24 ? value : value.map(brightened);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, brightened(item)]));
}
