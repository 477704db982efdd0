import { findPlotly, isDark } from "./findPlotly.js";

/** Plotly's JSON of a figure, as its output carries it. */
export interface DrawnFigure {
  readonly data: unknown;
  readonly layout: Readonly<Record<string, unknown>>;
  readonly config: unknown;
}

/**
 * Draws a figure in the places of its output that have none yet. This runs in JupyterLab and Notebook:
 * scripts/build.mjs bundles it, and `figureHtml` puts the bundle into its output.
 */
export function drawFigure(selector: string, figure: DrawnFigure, darkTemplate: unknown): void {
  const layout = isDark() ? { ...figure.layout, template: darkTemplate } : figure.layout;
  findPlotly().then(
    (plotly) => {
      document.querySelectorAll<HTMLElement>(`${selector}:not([data-drawn])`).forEach((place) => {
        place.dataset["drawn"] = "1";
        place.textContent = "";
        plotly.newPlot(place, figure.data, layout, figure.config);
      });
    },
    () => {
      document.querySelectorAll(`${selector} small`).forEach((note) => {
        note.textContent =
          "(Start Jupyter in the project's folder, or in notebooks/ after npm run build, to see it drawn.)";
      });
    },
  );
}
