/** What a report uses of plotly.js. */
export interface Plotly {
  react(
    place: HTMLElement,
    data: readonly unknown[],
    layout: Readonly<Record<string, unknown>>,
    config: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
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
  const holder = document.getElementById("lossbook-plotly");
  if (holder === null) throw new Error("this page has no plotly.js");
  const script = document.createElement("script");
  const url = holder.dataset["url"];
  if (url !== undefined) {
    await new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error("assets beside the page are missing"));
      script.src = url;
      document.head.append(script);
    });
  } else {
    script.textContent = await unzip(holder.textContent ?? "");
    holder.remove();
    document.head.append(script);
  }
  if (window.Plotly === undefined) throw new Error("plotly.js did not start");
  return window.Plotly;
}

/** Text that was gzipped and written as base64. */
export async function unzip(base64: string): Promise<string> {
  const decode = (
    Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }
  ).fromBase64;
  const bytes =
    decode !== undefined
      ? decode.call(Uint8Array, base64)
      : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
