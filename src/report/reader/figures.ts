import { fillDataTable } from "./dataTable.js";
import { figureTheme } from "./figureTheme.js";
import { loadPlotly, type Plotly } from "./plotly.js";
import { isDark, onTheme } from "./themeSwitch.js";

export interface FigureData {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly frames?: readonly Readonly<Record<string, unknown>>[];
}

const drawn = new Map<HTMLElement, FigureData>();

/** Draws or redraws a figure in the page's theme. Figures are data: no part of them is ever run. */
export async function draw(place: HTMLElement, figure: FigureData): Promise<void> {
  const plotly = await loadPlotly();
  drawn.set(place, figure);
  await redraw(plotly, place, figure, isDark());
}

async function redraw(
  plotly: Plotly,
  place: HTMLElement,
  figure: FigureData,
  dark: boolean,
): Promise<void> {
  // Plotly writes into what it is given, and a figure is drawn again when the theme changes.
  const { data, layout } = structuredClone({ data: figure.data, layout: figure.layout });
  const narrow = place.clientWidth < 520;
  place.querySelector("noscript")?.remove();
  await plotly.react(
    place,
    data,
    {
      ...layout,
      template: mergedTemplate(layout["template"], figureTheme(dark)),
      autosize: true,
      ...(narrow ? forPhones(layout) : {}),
    },
    {
      displayModeBar: false,
      displaylogo: false,
      responsive: false,
      // A finger that drags wants to scroll the page.
      scrollZoom: false,
      staticPlot: false,
    },
  );
}

/** On a phone the legend goes below and a drag scrolls. */
function forPhones(layout: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const margin = (layout["margin"] ?? {}) as Record<string, unknown>;
  return {
    dragmode: false,
    margin: { t: 48, b: 44, ...margin, l: 44, r: 8 },
  };
}

/** The figure's own template over the page's, where it has one. */
function mergedTemplate(own: unknown, page: Record<string, unknown>): Record<string, unknown> {
  if (typeof own !== "object" || own === null) return page;
  const mine = own as Record<string, unknown>;
  const layout = { ...(page["layout"] as object), ...(mine["layout"] as object | undefined) };
  const data = { ...(page["data"] as object), ...(mine["data"] as object | undefined) };
  return { layout, data };
}

/** The JSON beside a figure's place. */
export function figureDataOf(figure: Element): FigureData | undefined {
  const script = figure.querySelector<HTMLScriptElement>('script[type="application/json"]');
  if (script === null) return undefined;
  return JSON.parse(script.textContent ?? "null") as FigureData;
}

/** Every figure is drawn when it comes near, the rest when the page is idle, all of them before printing. */
export function figures(): void {
  const waiting = new Map<HTMLElement, FigureData>();
  for (const figure of document.querySelectorAll<HTMLElement>("figure.figure")) {
    const place = figure.querySelector<HTMLElement>(".plot");
    const data = figureDataOf(figure);
    if (place === null || data === undefined) continue;
    waiting.set(place, data);
    const details = figure.querySelector<HTMLDetailsElement>("details.figure-data");
    details?.addEventListener("toggle", () => {
      const box = details.querySelector<HTMLElement>(".table");
      if (details.open && box !== null && box.childElementCount === 0) fillDataTable(box, data);
    });
  }
  if (waiting.size === 0) return;
  const start = (place: HTMLElement): Promise<void> => {
    const data = waiting.get(place);
    if (data === undefined) return Promise.resolve();
    waiting.delete(place);
    near.unobserve(place);
    return draw(place, data).then(
      () => resized.observe(place),
      (error: unknown) => {
        place.textContent = error instanceof Error ? error.message : String(error);
        place.classList.add("failed");
      },
    );
  };
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        if (entry.isIntersecting && entry.target instanceof HTMLElement) void start(entry.target);
    },
    { rootMargin: "800px 0px" },
  );
  const widths = new WeakMap<Element, number>();
  const resized = new ResizeObserver((entries) => {
    for (const entry of entries) {
      const width = Math.round(entry.contentRect.width);
      const before = widths.get(entry.target);
      widths.set(entry.target, width);
      if (before === undefined || before === width || width === 0) continue;
      void window.Plotly?.Plots.resize(entry.target as HTMLElement);
    }
  });
  waiting.forEach((_, place) => near.observe(place));
  onTheme(() => void redrawAll(isDark()));
  addEventListener("beforeprint", () => {
    [...waiting.keys()].forEach((place) => void start(place));
    void redrawAll(false);
  });
  addEventListener("afterprint", () => void redrawAll(isDark()));
}

async function redrawAll(dark: boolean): Promise<void> {
  const plotly = window.Plotly;
  if (plotly === undefined) return;
  for (const [place, figure] of drawn) await redraw(plotly, place, figure, dark);
}
