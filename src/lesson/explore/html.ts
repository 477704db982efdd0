import { darkTemplate } from "../../figures/theme.js";
import type { ExploreJson, ExploreWords } from "../../outputs/exploration.js";
import { escapeHtml } from "../../text/escapeHtml.js";
import type { FramedFigure } from "./frames.js";
import { textOf } from "./controls.js";
import type { ExploreData } from "../jupyter/startExplore.js";
import { startExploreScript } from "../jupyter/scripts.generated.js";
import { PLOTLY_CONFIG } from "../figureBundle.js";
import { figureFallback, hash } from "../figureHtml.js";
import { scriptJson } from "../../text/scriptJson.js";
import { quantise } from "../typedArrays.js";

/** HTML with controls, figures and words that works in JupyterLab and Notebook; readable without its script. */
export function exploreHtml(
  json: ExploreJson,
  figures: readonly FramedFigure[],
  alts: readonly string[],
  start: ExploreWords,
): string {
  // On a logarithmic axis equal steps are too coarse at the low end.
  const drawn = hasLogAxis(figures) ? figures : quantise(figures);
  const data = scriptJson({ json, figures: drawn, config: PLOTLY_CONFIG } satisfies ExploreData);
  const id = `lossbook-explore-${hash(data)}`;
  const places = alts.map(
    (alt) =>
      `<div class="lossbook-figure" role="img" aria-label="${escapeHtml(alt)}">${figureFallback(alt)}</div>`,
  );
  const words = [
    ...start.numbers.map(({ label, text }) => `${label}: ${text}`),
    ...start.sentences,
  ].map((line) => `<p>${escapeHtml(line)}</p>`);
  const starts = json.controls.map(
    (control) => `${control.label} = ${textOf(control, control.start)}`,
  );
  const oneAtATime =
    json.frames === "one-at-a-time"
      ? `<p><small>One control moves at a time; the others return to their start: ${escapeHtml(starts.join(", "))}.</small></p>`
      : "";
  return `<section class="lossbook-explore ${id}" aria-label="${escapeHtml(json.title)}"><p><strong>${escapeHtml(json.title)}</strong></p><div class="lossbook-controls"></div>${oneAtATime}${places.join("")}<div class="lossbook-words" aria-live="polite">${words.join("")}</div></section>
<script>(function () {${startExploreScript}
lossbook.startExplore(".${id}", ${data}, ${scriptJson(darkTemplate)});
})();</script>`;
}

function hasLogAxis(figures: readonly FramedFigure[]): boolean {
  return /"type":"log"/.test(
    JSON.stringify(figures.map(({ layout, frames }) => [layout, frames?.map((f) => f.layout)])),
  );
}
