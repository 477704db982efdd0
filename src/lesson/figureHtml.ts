import { darkTemplate } from "../figures/theme.js";
import { escapeHtml } from "../text/escapeHtml.js";
import { scriptJson } from "../text/scriptJson.js";
import type { DrawnFigure } from "./jupyter/drawFigure.js";
import { drawFigureScript } from "./jupyter/scripts.generated.js";

/** What stands there where scripts do not run, or plotly.js is not found. */
export function figureFallback(alt: string): string {
  return (
    `<p style="max-width:60ch;padding:.5em .75em;border-left:3px solid #767676">` +
    `<strong>Figure.</strong> ${escapeHtml(alt)} <small>(Trust the notebook to see it drawn.)</small></p>`
  );
}

/**
 * HTML that draws a figure in JupyterLab and in Notebook 6 and 7. Until the notebook is trusted its scripts are
 * stripped, and the text alternative is what remains.
 */
export function figureHtml(figure: DrawnFigure, alt: string, height: number): string {
  const json = scriptJson(figure);
  const id = `lossbook-figure-${hash(json)}`;
  return `<div class="${id}" role="img" aria-label="${escapeHtml(alt)}" style="min-height:${height}px">${figureFallback(alt)}</div>
<script>(function () {${drawFigureScript}
lossbook.drawFigure(".${id}", ${json}, ${scriptJson(darkTemplate)});
})();</script>`;
}

/** FNV-1a: a name for a piece of text; equal outputs may share it, since each div is drawn once. */
export function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16).padStart(8, "0");
}
