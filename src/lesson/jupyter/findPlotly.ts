/** What is used of plotly.js. */
export interface Plotly {
  newPlot(place: Element, data: unknown, layout: unknown, config: unknown): unknown;
  react(place: Element, data: readonly unknown[], layout: unknown, config: unknown): unknown;
}

/** Jupyter's page: plotly.js where somebody loaded it, and what all our outputs of the page share. */
interface JupyterWindow {
  readonly Plotly?: Plotly;
  __lossbook?: { plotly?: Promise<Plotly> | undefined };
}

/**
 * Where plotly.js lies below the server's root: of a Jupyter that was started in `notebooks/` or in the project, where
 * the build put it, or in a folder that has it among its packages.
 */
const plotlyPaths = [
  "files/assets/plotly.min.js",
  "files/notebooks/assets/plotly.min.js",
  "files/node_modules/plotly.js-dist-min/plotly.min.js",
  "files/node_modules/lossbook/node_modules/plotly.js-dist-min/plotly.min.js",
];

/** plotly.js, loaded once for all outputs of the page; rejected where it is nowhere, and looked for again next time. */
export function findPlotly(): Promise<Plotly> {
  const page = window as unknown as JupyterWindow;
  const shared = (page.__lossbook ??= {});
  shared.plotly ??= loadPlotly(page).catch((error: unknown) => {
    shared.plotly = undefined;
    throw error;
  });
  return shared.plotly;
}

/** Whether JupyterLab shows its dark theme. */
export function isDark(): boolean {
  return document.body.dataset["jpThemeLight"] === "false";
}

async function loadPlotly(page: JupyterWindow): Promise<Plotly> {
  if (page.Plotly !== undefined) return page.Plotly;
  const base = baseUrl();
  for (const path of plotlyPaths) {
    await runScript(base + path);
    if (page.Plotly !== undefined) return page.Plotly;
  }
  throw new Error("plotly.js");
}

/** JupyterLab keeps its base URL in `#jupyter-config-data`, the classic Notebook in the body. */
function baseUrl(): string {
  const base = configuredBase() ?? document.body.dataset["baseUrl"] ?? "/";
  return base.endsWith("/") ? base : `${base}/`;
}

function configuredBase(): string | undefined {
  try {
    const text = document.getElementById("jupyter-config-data")?.textContent ?? "{}";
    return (JSON.parse(text) as { readonly baseUrl?: string }).baseUrl;
  } catch {
    return undefined;
  }
}

/** Resolves when the script has run, or is not there. */
function runScript(url: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => {
      resolve();
    };
    script.onerror = () => {
      script.remove();
      resolve();
    };
    document.head.append(script);
  });
}
