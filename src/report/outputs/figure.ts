import { FIGURE_MIME } from "../../outputs/mimeTypes.js";
import { boundTicks } from "./boundTicks.js";
import { cleanJson } from "./cleanFigureJson.js";
import { markup, embeddedJson, type Html } from "../html.js";
import { joinText } from "../../nbformat/multilineText.js";
import { isRecord } from "../../text/isRecord.js";
import { renderHtml } from "../markdown/renderMarkdown.js";
import type { Words } from "../words.js";
import { tellWholeNumbers } from "./wholeNumbers.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const figureOutput: OutputRenderer = {
  mimeType: FIGURE_MIME,
  kind: "figure",
  render: renderFigureOutput,
};

/** The Plotly bundles a page can carry, smallest first, with the traces that each can draw. */
const cartesianTraces = [
  "scatter", "bar", "pie", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image",
  "scatterternary", "violin",
]; // prettier-ignore
const spatialTraces = [
  "cone",
  "isosurface",
  "mesh3d",
  "scatter3d",
  "streamtube",
  "surface",
  "volume",
];
const otherTraces = [
  "scattergl", "scatterpolar", "scatterpolargl", "barpolar", "parcoords", "parcats", "splom", "sunburst", "treemap",
  "icicle", "sankey", "funnel", "funnelarea", "waterfall", "indicator", "table", "candlestick", "ohlc", "carpet",
  "scattercarpet", "contourcarpet", "scattersmith",
]; // prettier-ignore

export type PlotlyBundle = "basic" | "cartesian" | "gl3d" | "full";

/** Traces a report draws: all of Plotly's but the maps, which need tiles from a server. */
const known: ReadonlySet<string> = new Set([...cartesianTraces, ...spatialTraces, ...otherTraces]);

const bundles: readonly (readonly [PlotlyBundle, ReadonlySet<string>])[] = [
  ["basic", new Set(["scatter", "bar", "pie"])],
  ["cartesian", new Set(cartesianTraces)],
  ["gl3d", new Set(["scatter", ...spatialTraces])],
  ["full", known],
];

/** The smallest bundle that draws all of these traces; undefined where there is nothing to draw. */
export function bundleFor(traces: ReadonlySet<string>): PlotlyBundle | undefined {
  if (traces.size === 0) return undefined;
  return bundles.find(([, drawn]) => [...traces].every((trace) => drawn.has(trace)))?.[0] ?? "full";
}

const mostFrames = 2000;

export interface CleanFigure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly frames: readonly unknown[];
  readonly traces: ReadonlySet<string>;
  /** Kinds of traces that are left out: a report does not know them, or they need maps from a server. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * A figure as data only: known traces, no address but a picture's own bytes, text with plain emphasis at most,
 * no size but a height. Undefined where the JSON is no figure.
 */
export function cleanFigure(json: unknown): CleanFigure | undefined {
  if (!isRecord(json) || !Array.isArray(json["data"])) return undefined;
  const traces = new Set<string>();
  const unknown = new Set<string>();
  const data = json["data"].filter(isRecord).flatMap((trace) => {
    const type = typeof trace["type"] === "string" ? trace["type"] : "scatter";
    if (!known.has(type)) {
      unknown.add(type);
      return [];
    }
    traces.add(type);
    return [cleanJson({ ...trace, type }) as Record<string, unknown>];
  });
  const layout = cleanLayout(json["layout"]);
  boundTicks(layout, data);
  tellWholeNumbers(layout, data);
  const frames = Array.isArray(json["frames"])
    ? json["frames"]
        .filter(isRecord)
        .slice(0, mostFrames)
        .map((frame) => cleanFrame(frame, traces))
    : [];
  return { data, layout, frames, traces, unknown };
}

function cleanLayout(layout: unknown): Record<string, unknown> {
  const clean = cleanJson(isRecord(layout) ? layout : {}) as Record<string, unknown>;
  for (const name of ["width", "autosize", "geo", "mapbox", "map", "hidesources"])
    delete clean[name];
  if (Array.isArray(clean["images"]))
    clean["images"] = clean["images"].filter((image) => isRecord(image) && "source" in image);
  return clean;
}

/** A frame of an animation changes what traces show; it makes none of a kind that the page does not bring. */
function cleanFrame(
  { layout, ...frame }: Readonly<Record<string, unknown>>,
  traces: Set<string>,
): Record<string, unknown> {
  const clean = cleanJson(frame) as Record<string, unknown>;
  if (layout !== undefined) clean["layout"] = cleanLayout(layout);
  for (const trace of Array.isArray(clean["data"]) ? clean["data"].filter(isRecord) : []) {
    if (typeof trace["type"] !== "string") continue;
    if (known.has(trace["type"])) traces.add(trace["type"]);
    else delete trace["type"];
  }
  return clean;
}

/** The height the figure asks for, within what a page can give it. */
function heightOf(layout: Readonly<Record<string, unknown>>): number {
  const height = layout["height"];
  return typeof height === "number" && Number.isFinite(height)
    ? Math.round(Math.min(Math.max(height, 160), 1000))
    : 440;
}

/** The sentence that says what a figure shows: its own, else its text output, else its title. */
export function alternativeOf(json: unknown, plain: string): string | undefined {
  const alt = isRecord(json) ? json["alt"] : undefined;
  if (typeof alt === "string" && alt.trim() !== "") return alt.trim();
  const text = plain.trim();
  if (text !== "" && text.length < 2000 && !/^[{[]|^\[object/.test(text)) return text;
  const title = isRecord(json) && isRecord(json["layout"]) ? json["layout"]["title"] : undefined;
  const words = isRecord(title) ? title["text"] : title;
  return typeof words === "string" && words.trim() !== ""
    ? words.replace(/<[^>]*>/g, " ").trim()
    : undefined;
}

/** The sentence below a figure; where it begins with the title that the figure shows, that is left to the ear. */
function captionOf({ layout }: CleanFigure, alternative: string): Html {
  const title = isRecord(layout["title"]) ? layout["title"]["text"] : undefined;
  const shown = typeof title === "string" ? title.trim().replace(/[.?!]$/, "") : "";
  const rest = alternative.slice(shown.length).replace(/^[.?!]\s+/, "");
  if (shown === "" || rest.length < 20 || rest.length === alternative.length - shown.length)
    return markup`${alternative}`;
  return alternative.startsWith(shown)
    ? markup`<span class="sr-only">${shown}. </span>${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}`
    : markup`${alternative}`;
}

/** A figure; where no trace of it can be drawn its other forms, or a line that names the traces. */
function renderFigureOutput(
  value: unknown,
  { data, plain }: OutputBundle,
  context: OutputContext,
): Html | undefined {
  const figure = cleanFigure(value);
  if (figure === undefined) return undefined;
  const alternative = alternativeOf(value, plain);
  const kinds = [...figure.unknown].slice(0, 5).map((type) => type.slice(0, 40));
  const missing = markup`<p class="notice">${context.words.cannotDrawTraces(kinds.join(", "))}</p>`;
  if (figure.unknown.size > 0 && figure.data.length === 0) {
    if (Object.keys(data).some((type) => type.startsWith("image/"))) return undefined;
    // HTML that draws by a script shows nothing here but what it says while it waits.
    const source = joinText(data["text/html"]);
    const html = /<script/i.test(source) ? undefined : renderHtml(source, context);
    if (html !== undefined) return markup`<div class="rich">${html}</div>`;
    return markup`<div class="unknown-output">
      ${missing}${alternative !== undefined && markup`<p>${alternative}</p>`}
    </div>`;
  }
  figure.traces.forEach(context.usesTrace);
  const drawn = renderFigure(figure, context.figureId(), alternative, context.words);
  return figure.unknown.size > 0 ? markup`${drawn}${missing}` : drawn;
}

/** A figure's place in the page: the reader's script draws it there from the JSON beside it. */
export function renderFigure(
  figure: CleanFigure,
  id: string,
  alternative: string | undefined,
  words: Words,
): Html {
  const caption = `${id}-caption`;
  return markup`<figure class="figure" id="${id}">
    <div
      class="plot"
      role="img"
      aria-labelledby="${caption}"
      style="height:${heightOf(figure.layout)}px"
    >
      <noscript>${words.noScriptFigure}</noscript>
    </div>
    <script type="application/json">
      ${embeddedJson({ data: figure.data, layout: figure.layout, frames: figure.frames })}
    </script>
    <figcaption id="${caption}">${captionOf(figure, alternative ?? words.figure)}</figcaption>
    <details class="figure-data">
      <summary>${words.figureData}</summary>
      <div class="table" data-scroll="table"></div>
    </details>
  </figure>`;
}
