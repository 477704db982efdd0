import { darkTemplate } from "../figures/theme.js";
import { escapeHtml } from "../text/escapeHtml.js";
import { scriptJson } from "../text/scriptJson.js";

/**
 * Where plotly.js lies below the server's root: of a Jupyter that was started in `notebooks/` or in the project, where
 * the build put it, or in a folder that has it among its packages.
 */
const PLOTLY_PATHS = [
  "files/assets/plotly.min.js",
  "files/notebooks/assets/plotly.min.js",
  "files/node_modules/plotly.js-dist/plotly.js",
  "files/node_modules/lossbook/node_modules/plotly.js-dist/plotly.js",
];

/**
 * The script that both kinds of output share: it loads plotly.js once into the document, tries one place after the
 * other, and hands over. JupyterLab keeps its base URL in `#jupyter-config-data`, the classic Notebook in the body.
 */
const LOAD_PLOTLY = `
var host = window.__lossbook = window.__lossbook || {};
host.plotly = host.plotly || new Promise(function (resolve, reject) {
  if (window.Plotly) return resolve(window.Plotly);
  var config = {};
  try { config = JSON.parse(document.getElementById("jupyter-config-data").textContent); } catch (e) {}
  var base = config.baseUrl || (document.body.dataset || {}).baseUrl || "/";
  if (base.slice(-1) !== "/") base += "/";
  var paths = ${JSON.stringify(PLOTLY_PATHS)};
  (function next(i) {
    if (i === paths.length) { host.plotly = null; return reject(new Error("plotly.js")); }
    var script = document.createElement("script");
    script.src = base + paths[i];
    script.onload = function () { window.Plotly ? resolve(window.Plotly) : next(i + 1); };
    script.onerror = function () { script.remove(); next(i + 1); };
    document.head.appendChild(script);
  })(0);
});
function dark() { return document.body.dataset.jpThemeLight === "false"; }
`;

/** What stands there where scripts do not run, or plotly.js is not found. */
function fallback(alt: string): string {
  return (
    `<p style="max-width:60ch;padding:.5em .75em;border-left:3px solid #767676">` +
    `<strong>Figure.</strong> ${escapeHtml(alt)} <small>(Trust the notebook to see it drawn.)</small></p>`
  );
}

/**
 * HTML that draws a figure in JupyterLab and in Notebook 6 and 7. Until the notebook is trusted its scripts are
 * stripped, and the text alternative is what remains.
 */
export function plotlyHtml(figure: unknown, alt: string, height: number): string {
  const json = scriptJson(figure);
  const id = `lossbook-figure-${hash(json)}`;
  return `<div class="${id}" role="img" aria-label="${escapeHtml(alt)}" style="min-height:${height}px">${fallback(alt)}</div>
<script>(function () {${LOAD_PLOTLY}
var figure = ${json};
if (dark()) figure.layout.template = ${scriptJson(darkTemplate)};
host.plotly.then(function (Plotly) {
  document.querySelectorAll(".${id}:not([data-drawn])").forEach(function (div) {
    div.dataset.drawn = "1";
    div.textContent = "";
    Plotly.newPlot(div, figure.data, figure.layout, figure.config);
  });
}, function () {
  document.querySelectorAll(".${id} small").forEach(function (note) {
    note.textContent = "(Start Jupyter in the project's folder, or in notebooks/ after npm run build, to see it drawn.)";
  });
});
})();</script>`;
}

/** The loader's shared parts, for the HTML of `explore`. */
export const plotlyLoader = { script: LOAD_PLOTLY, fallback };

/** FNV-1a: a name for a piece of text; equal outputs may share it, since each div is drawn once. */
export function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16).padStart(8, "0");
}
