import { keepOutBrokenGeometry } from "./brokenGeometry.js";
import { loadScript } from "./loadScript.js";

/** What a report uses of plotly.js. */
export interface Plotly {
  react(
    place: HTMLElement,
    figure: {
      readonly data: readonly unknown[];
      readonly layout: Readonly<Record<string, unknown>>;
      readonly config: Readonly<Record<string, unknown>>;
      /** What its buttons and sliders play. */
      readonly frames?: readonly unknown[];
    },
  ): Promise<unknown>;
  animate(
    place: HTMLElement,
    change: { readonly data: readonly unknown[]; readonly traces: readonly number[] },
    options: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
  /** Takes a drawing out of its place, with all that is going on in it. */
  purge(place: HTMLElement): void;
  Plots: { resize(place: HTMLElement): Promise<unknown> };
}

declare global {
  interface Window {
    Plotly?: Plotly;
  }
}

let loading: Promise<Plotly> | undefined;

/** The page's plotly.js: a shared file of the site, or zipped in the page and admitted by the hash of its text. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Plotly> {
  await loadScript("lossbook-plotly");
  keepOutBrokenGeometry();
  if (window.Plotly === undefined) throw new Error("plotly.js did not start");
  return window.Plotly;
}
