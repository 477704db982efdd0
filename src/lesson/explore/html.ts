import { darkTemplate } from "../../figures/theme.js";
import type { ExploreJson, ExploreWords } from "../../outputs/exploration.js";
import { escapeHtml } from "../../text/escapeHtml.js";
import type { FramedFigure } from "./frames.js";
import { textOf } from "./plotly.js";
import { PLOTLY_CONFIG } from "../figureBundle.js";
import { hash, plotlyLoader } from "../plotlyLoader.js";
import { scriptJson } from "../../text/scriptJson.js";
import { quantise, unpackScript } from "../typedArrays.js";

/** Draws the controls with the browser's own inputs, and the frame that belongs to where they stand. */
const PLAY = `
function frameName() {
  return json.controls.map(function (c) { return c.positions.indexOf(values[c.name]); }).join("-");
}
function text(c) {
  var v = values[c.name];
  return c.kind === "slider" ? v + (c.unit ? " " + c.unit : "") : "";
}
function words(w) {
  root.querySelector(".lossbook-words").innerHTML = "";
  w.numbers.forEach(function (n) {
    var p = document.createElement("p");
    p.textContent = n.label + ": " + n.text;
    root.querySelector(".lossbook-words").appendChild(p);
  });
  w.sentences.forEach(function (s) {
    var p = document.createElement("p");
    p.textContent = s;
    root.querySelector(".lossbook-words").appendChild(p);
  });
}
function draw() {
  var name = frameName();
  if (!json.words[name]) return;
  words(json.words[name]);
  figures.forEach(function (figure, i) {
    var frame = (figure.frames || []).filter(function (f) { return f.name === name; })[0];
    var data = figure.data.slice(), layout = Object.assign({}, figure.layout);
    if (frame) {
      frame.traces.forEach(function (t, k) { data[t] = Object.assign({}, data[t], frame.data[k]); });
      Object.assign(layout, frame.layout);
    }
    if (dark()) layout.template = darkTemplate;
    if (plotly) plotly.react(root.querySelectorAll(".lossbook-figure")[i], data, layout, config);
  });
}
function moved(control, value) {
  values[control.name] = value;
  if (json.frames === "one-at-a-time") json.controls.forEach(function (other) {
    if (other.name !== control.name) values[other.name] = other.start;
  });
  refresh.forEach(function (f) { f(); });
  draw();
}
var values = {}, refresh = [], plotly = null, place = root.querySelector(".lossbook-controls");
json.controls.forEach(function (c) { values[c.name] = c.start; });
json.controls.forEach(function (c) {
  var label = document.createElement("label"), input, shown = document.createElement("output");
  label.style.cssText = "display:flex;gap:.75em;align-items:center;flex-wrap:wrap;margin:.25em 0";
  label.append(c.label + " ");
  if (c.kind === "choice") {
    input = document.createElement("select");
    c.positions.forEach(function (p) { input.add(new Option(p, p)); });
    input.onchange = function () { moved(c, input.value); };
    refresh.push(function () { input.value = values[c.name]; });
  } else {
    input = document.createElement("input");
    if (c.kind === "toggle") {
      input.type = "checkbox";
      input.onchange = function () { moved(c, input.checked); };
      refresh.push(function () { input.checked = values[c.name]; });
    } else {
      input.type = "range"; input.min = 0; input.max = c.positions.length - 1; input.step = 1;
      input.style.flex = "1 1 12em"; input.style.maxWidth = "32em";
      input.oninput = function () { moved(c, c.positions[Number(input.value)]); };
      refresh.push(function () {
        input.value = c.positions.indexOf(values[c.name]);
        shown.textContent = text(c); input.setAttribute("aria-valuetext", text(c));
      });
    }
  }
  label.append(input, shown);
  place.append(label);
});
refresh.forEach(function (f) { f(); });
root.querySelectorAll(".lossbook-figure").forEach(function (div) { div.textContent = ""; });
draw();
host.plotly.then(function (Plotly) { plotly = Plotly; draw(); }, function () {
  root.querySelectorAll(".lossbook-figure").forEach(function (div) {
    div.textContent = "Start Jupyter in the project's folder to see this figure drawn.";
  });
});
`;

/** HTML with controls, figures and words that works in JupyterLab and Notebook; readable without its script. */
export function exploreHtml(
  json: ExploreJson,
  figures: readonly FramedFigure[],
  alts: readonly string[],
  start: ExploreWords,
): string {
  // On a logarithmic axis equal steps are too coarse at the low end.
  const drawn = hasLogAxis(figures) ? figures : quantise(figures);
  const data = scriptJson({ json, figures: drawn, config: PLOTLY_CONFIG });
  const id = `lossbook-explore-${hash(data)}`;
  const places = alts.map(
    (alt) =>
      `<div class="lossbook-figure" role="img" aria-label="${escapeHtml(alt)}">${plotlyLoader.fallback(alt)}</div>`,
  );
  const words = [
    ...start.numbers.map(({ label, text }) => `${label}: ${text}`),
    ...start.sentences,
  ].map((line) => `<p>${escapeHtml(line)}</p>`);
  const starts = json.controls.map(
    (control) => `${control.label} = ${textOf(control, control.start)}`,
  );
  const alone =
    json.frames === "one-at-a-time"
      ? `<p><small>One control moves at a time; the others return to their start: ${escapeHtml(starts.join(", "))}.</small></p>`
      : "";
  return `<section class="lossbook-explore ${id}" aria-label="${escapeHtml(json.title)}"><p><strong>${escapeHtml(json.title)}</strong></p><div class="lossbook-controls"></div>${alone}${places.join("")}<div class="lossbook-words" aria-live="polite">${words.join("")}</div></section>
<script>(function () {${plotlyLoader.script}${unpackScript}
var all = ${data}, json = all.json, figures = unpack(all.figures), config = all.config;
var darkTemplate = ${scriptJson(darkTemplate)};
document.querySelectorAll(".${id}:not([data-drawn])").forEach(function (root) {
root.dataset.drawn = "1";
${PLAY}});
})();</script>`;
}

function hasLogAxis(figures: readonly FramedFigure[]): boolean {
  return /"type":"log"/.test(
    JSON.stringify(figures.map(({ layout, frames }) => [layout, frames?.map((f) => f.layout)])),
  );
}
