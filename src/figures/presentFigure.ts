import type { Figure } from "./figure.js";
import { templates, type FigureTheme } from "./theme.js";

/** Below this width in pixels, panels stand below each other. */
const NARROW = 600;

/**
 * The figure as it is drawn in a place: with the theme's template, and with panels that stand beside each other put
 * below each other where the place is narrow.
 */
export function presentFigure(
  figure: Figure,
  { theme, width }: { readonly theme: FigureTheme; readonly width: number },
): Figure {
  const layout: Record<string, unknown> = { ...figure.layout, template: templates[theme] };
  const grid = layout["grid"] as { rows?: number; columns?: number } | undefined;
  if (width < NARROW && grid !== undefined && (grid.columns ?? 1) > 1 && (grid.rows ?? 1) === 1) {
    const panels = grid.columns as number;
    layout["grid"] = { ...grid, rows: panels, columns: 1, ygap: 0.35 };
    layout["height"] = ((layout["height"] as number | undefined) ?? 400) * (0.25 + 0.75 * panels);
  }
  return { ...figure, layout };
}
