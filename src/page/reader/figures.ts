import { presentFigure } from "../../figures/presentFigure.js";
import type { FigureTheme } from "../../figures/theme.js";
import { dataChange } from "./dataChange.js";
import { fillDataTable } from "./dataTable.js";
import { figureDataOf, type FigureData } from "./figureData.js";
import { loadPlotly, type Plotly } from "./plotly.js";
import { isDark, onTheme } from "./themeSwitch.js";

/** What fits between the margins of A4 and Letter, in the box of an exploration. */
const paperWidth = 608;

const drawn = new Map<HTMLElement, FigureData>();
/** What Plotly was given last, and for what. */
const presentations = new WeakMap<
  HTMLElement,
  Pick<FigureData, "data" | "layout"> & { readonly theme: FigureTheme; readonly width: number }
>();

/** Draws or redraws a figure in the page's theme. Figures are data: no part of them is ever run. */
export async function draw(place: HTMLElement, figure: FigureData): Promise<void> {
  drawn.set(place, figure);
  const plotly = await loadPlotly();
  await inTurn(place, async () => {
    // What came meanwhile is drawn in its own turn.
    if (drawn.get(place) === figure)
      await redraw(plotly, place, figure, isDark() ? "dark" : "light");
  });
}

const turns = new WeakMap<HTMLElement, Promise<void>>();

/** Plotly finishes one drawing of a place before it begins the next. */
function inTurn(place: HTMLElement, job: () => Promise<void>): Promise<void> {
  const turn = (turns.get(place) ?? Promise.resolve()).then(job, job);
  turns.set(place, turn);
  return turn;
}

async function redraw(
  plotly: Plotly,
  place: HTMLElement,
  figure: FigureData,
  theme: FigureTheme,
): Promise<void> {
  // Before printing the page still stands on the screen: paper has a width of its own.
  const width = theme === "print" ? Math.min(place.clientWidth, paperWidth) : place.clientWidth;
  const presented = presentFigure(
    { data: figure.data, layout: figure.layout, alt: "" },
    { theme, width },
  );
  const before = presentations.get(place);
  presentations.set(place, { data: presented.data, layout: presented.layout, theme, width });
  const change =
    before?.theme === theme && before.width === width ? dataChange(before, presented) : undefined;
  if (change !== undefined && place.classList.contains("js-plotly-plot")) {
    if (change.traces.length > 0)
      await plotly.animate(place, structuredClone(change), {
        mode: "immediate",
        frame: { duration: 0, redraw: false },
        transition: { duration: 0 },
      });
    return;
  }
  // Plotly writes into what it is given, and a figure is drawn again when the theme changes.
  const { data, layout } = structuredClone({ data: presented.data, layout: presented.layout });
  const template = layout["template"] as { layout: Record<string, unknown> };
  template.layout["paper_bgcolor"] = template.layout["plot_bgcolor"] = "rgba(0,0,0,0)";
  place.querySelector("noscript")?.remove();
  if (typeof layout["height"] === "number") place.style.height = `${layout["height"]}px`;
  // Frames that are playing would draw on over the new figure, with their axes as Plotly has them by itself.
  if (figure.frames !== undefined && place.classList.contains("js-plotly-plot"))
    plotly.purge(place);
  await plotly.react(place, {
    data,
    layout: {
      ...layout,
      ...(theme === "print" ? { width, autosize: false } : { autosize: true }),
      // On a phone a finger that drags wants to scroll the page.
      ...(width < 520 ? { dragmode: false } : {}),
    },
    config: { displayModeBar: false, displaylogo: false, responsive: false, scrollZoom: false },
    ...(figure.frames === undefined ? {} : { frames: structuredClone(figure.frames) }),
  });
}

/** Figures that have not come near yet; the JSON of a long page takes a while to read. */
const waiting = new Map<HTMLElement, () => FigureData | undefined>();
const widths = new WeakMap<Element, number>();
let near: IntersectionObserver | undefined;
let resized: ResizeObserver | undefined;

let opening: Promise<unknown> = Promise.resolve();

/** Figures near the screen wait for this: reading Plotly takes half a second in which the page does nothing else. */
export function drawAfter(first: Promise<unknown>): void {
  opening = first;
}

function start(place: HTMLElement): Promise<void> {
  const data = drawn.get(place) ?? waiting.get(place)?.();
  if (data === undefined || !waiting.delete(place)) return Promise.resolve();
  near?.unobserve(place);
  return draw(place, data).then(
    () => resized?.observe(place),
    (error: unknown) => {
      place.textContent = error instanceof Error ? error.message : String(error);
      place.classList.add("failed");
    },
  );
}

/** What is told once of all figures: those that come near, those whose place changes, themes and printing. */
function watch(): IntersectionObserver {
  near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting && target instanceof HTMLElement) void opening.then(() => start(target));
    },
    { rootMargin: "800px 0px" },
  );
  resized = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const width = Math.round(contentRect.width);
      const before = widths.get(target);
      widths.set(target, width);
      const figure = drawn.get(target as HTMLElement);
      if (before === undefined || before === width || width === 0 || figure === undefined) continue;
      void draw(target as HTMLElement, figure);
    }
  });
  onTheme(() => void redrawAll(isDark() ? "dark" : "light"));
  addEventListener("beforeprint", () => {
    [...waiting.keys()].forEach((place) => void start(place));
    void redrawAll("print");
  });
  addEventListener("afterprint", () => void redrawAll(isDark() ? "dark" : "light"));
  return near;
}

/** Every figure is drawn when it comes near, all of them before printing, again when theme or width change. */
export function figures(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>("figure.figure")) {
    const place = figure.querySelector<HTMLElement>(".plot:not(.failed)");
    if (place === null) continue;
    waiting.set(place, () => figureDataOf(figure));
    (near ?? watch()).observe(place);
    const details = figure.querySelector<HTMLDetailsElement>("details.figure-data");
    details?.addEventListener("toggle", () => {
      const box = details.querySelector<HTMLElement>(".table");
      if (!details.open || box === null) return;
      box.replaceChildren();
      const data = drawn.get(place) ?? figureDataOf(figure);
      if (data !== undefined) fillDataTable(box, data);
    });
  }
}

/** Figures that are taken out of the page are drawn no more. */
export function forgetFigures(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>(".plot")) {
    waiting.delete(place);
    drawn.delete(place);
    presentations.delete(place);
    near?.unobserve(place);
    resized?.unobserve(place);
  }
}

async function redrawAll(theme: FigureTheme): Promise<void> {
  const plotly = window.Plotly;
  if (plotly === undefined) return;
  for (const [place, figure] of drawn)
    await inTurn(place, () => redraw(plotly, place, figure, theme));
}
