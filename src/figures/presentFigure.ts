import type { Figure } from "./figure.js";
import { fitFigure } from "./fitFigure.js";
import { templates, type FigureTheme } from "./theme.js";

/** The figure as it is drawn in a place: laid out for its width in pixels, with the theme's template. */
export function presentFigure(
  figure: Figure,
  { theme, width }: { readonly theme: FigureTheme; readonly width: number },
): Figure {
  const fitted = fitFigure(figure, width);
  return { ...fitted, layout: { ...fitted.layout, template: templates[theme] } };
}
