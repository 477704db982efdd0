import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Memo } from "../../text/memo.js";
import type { PlotlyBundle } from "../../report/outputs/figure.js";
import { packageRoot } from "../course/packageRoot.js";
import { bundle } from "./bundle.js";
import { readBuiltScript } from "./builtScripts.js";

/** The files that pages are made of, each read once in a run; the worker alone is bundled then. */
export interface PageAssets {
  /** The page's style, minified. */
  readonly style: string;
  /** Runs in the head before the first paint. */
  readonly early: string;
  /** The script of every report. */
  readonly reader: string;
  /** The script of a course's first page; read when first asked for. */
  index(): string;
  /** KaTeX's style with exactly these fonts inside it. */
  katexStyle(fonts: readonly string[]): string;
  /** What makes a page alive; read when first asked for. */
  live(): LiveAssets;
  /** The worker with what cells import, by module. */
  worker(imports: Imports): Promise<ZippedText>;
  plotly(bundle: PlotlyBundle): ZippedText;
}

export interface LiveAssets {
  /** Makes the hidden frame; between the two policies. */
  readonly boot: string;
  /** The script inside the frame. */
  readonly host: string;
  /** Begins the worker while the page is still read; in the head, under both policies. */
  readonly starter: string;
  /** Takes the place of the reader's script. */
  readonly page: string;
  /** Sets and sanitises outputs; loaded with the first of them. */
  readonly render: ZippedText;
  /** The editor of cells; loaded with the first that is opened. */
  readonly editor: ZippedText;
  /** Reads files that a reader gives; loaded with the first of them. */
  readonly tables: ZippedText;
}

/** The names that cells import, by module: `{ lossbook: ["entropy"] }`. */
export type Imports = Readonly<Record<string, readonly string[]>>;

/** A large script, as it is and as a page carries it. */
export interface ZippedText {
  readonly text: string;
  /** The text gzipped, in base64; made when first asked for. */
  readonly zipped: () => string;
}

const plotlyFiles: Readonly<Record<PlotlyBundle, string>> = {
  basic: "plotly.js-basic-dist-min/plotly-basic.min.js",
  cartesian: "plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
  gl3d: "plotly.js-gl3d-dist-min/plotly-gl3d.min.js",
  full: "plotly.js-dist-min/plotly.min.js",
};

let loaded: PageAssets | undefined;

/** The same assets for every site that this process writes. */
export function loadPageAssets(): PageAssets {
  loaded ??= readPageAssets();
  return loaded;
}

function readPageAssets(): PageAssets {
  const root = packageRoot();
  const require = createRequire(join(root, "package.json"));
  const katexFolder = join(require.resolve("katex/package.json"), "..", "dist");
  const katexCss = readFileSync(join(katexFolder, "katex.min.css"), "utf8");
  let live: LiveAssets | undefined;
  let index: string | undefined;
  // A preview asks for another one with every import that its author adds.
  const workers = new Memo<Promise<ZippedText>>(8, () => 1);
  const plotly = new Map<PlotlyBundle, ZippedText>();
  return {
    style: readBuiltScript("style"),
    early: readBuiltScript("early"),
    reader: readBuiltScript("reader"),
    index: () => (index ??= readBuiltScript("index")),
    katexStyle: (fonts) => katexStyle(katexCss, join(katexFolder, "fonts"), fonts),
    live: () => (live ??= liveAssets()),
    worker(imports) {
      return workers.get(JSON.stringify(imports), () => workerText(imports).then(zippable));
    },
    plotly(bundle) {
      let asset = plotly.get(bundle);
      if (asset === undefined) {
        asset = zippable(readFileSync(require.resolve(plotlyFiles[bundle]), "utf8"));
        plotly.set(bundle, asset);
      }
      return asset;
    },
  };
}

export function zippable(text: string): ZippedText {
  let zipped: string | undefined;
  return { text, zipped: () => (zipped ??= gzipSync(text, { level: 9 }).toString("base64")) };
}

function liveAssets(): LiveAssets {
  return {
    boot: readBuiltScript("boot"),
    host: readBuiltScript("host"),
    starter: readBuiltScript("starter"),
    page: readBuiltScript("live"),
    render: zippable(readBuiltScript("render")),
    editor: zippable(readBuiltScript("editor")),
    tables: zippable(readBuiltScript("tables")),
  };
}

/** The source file behind each module that a cell can import. */
const moduleFiles: Readonly<Record<string, string>> = {
  "lossbook": "index.ts",
  "lossbook/notebook": "notebook.ts",
};

/** Bundles the worker with these names alone: what nobody imports is shaken off. */
function workerText(imports: Imports): Promise<string> {
  const source = (name: string) => JSON.stringify(`./src/${name}`);
  const lines = [`import { startWorker } from ${source("page/worker/startWorker.ts")};`];
  const tables: string[] = [];
  Object.entries(moduleFiles).forEach(([module, file], index) => {
    const names = imports[module] ?? [];
    const locals = names.map((name, at) => `${name} as m${index}_${at}`);
    if (names.length > 0) lines.push(`import { ${locals.join(", ")} } from ${source(file)};`);
    const entries = names.map((name, at) => `${JSON.stringify(name)}: m${index}_${at}`);
    tables.push(`${JSON.stringify(module)}: { ${entries.join(", ")} }`);
  });
  lines.push(`startWorker({ ${tables.join(", ")} });`);
  return bundle({ contents: lines.join("\n") });
}

/** KaTeX's style with the named fonts as data and the other faces left out. */
function katexStyle(css: string, folder: string, fonts: readonly string[]): string {
  return css.replace(/@font-face\{[^}]*\}/g, (face) => {
    const file = /url\(fonts\/([A-Za-z0-9_-]+)\.woff2\)/.exec(face)?.[1];
    if (file === undefined || !fonts.includes(file)) return "";
    const data = readFileSync(join(folder, `${file}.woff2`)).toString("base64");
    return face.replace(/src:[^;}]*/, `src:url(data:font/woff2;base64,${data}) format("woff2")`);
  });
}
