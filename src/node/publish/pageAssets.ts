import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { PlotlyBundle } from "../../report/figure.js";
import { packageRoot } from "../packageRoot.js";

/** The files that pages are made of, each read and bundled once in a run. */
export interface PageAssets {
  /** The page's style, minified. */
  readonly style: string;
  /** Runs in the head before the first paint. */
  readonly early: string;
  /** The script of every report. */
  readonly reader: string;
  /** KaTeX's style with exactly these fonts inside it. */
  katexStyle(fonts: readonly string[]): string;
  plotly(bundle: PlotlyBundle): PlotlyAsset;
}

export interface PlotlyAsset {
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

let loaded: Promise<PageAssets> | undefined;

/** The same assets for every site that this process writes. */
export function loadPageAssets(): Promise<PageAssets> {
  loaded ??= readPageAssets();
  return loaded;
}

async function readPageAssets(): Promise<PageAssets> {
  const root = packageRoot();
  const require = createRequire(join(root, "package.json"));
  const [early, reader, style] = await Promise.all([
    bundled(join(root, "src", "page", "reader", "early.ts")),
    bundled(join(root, "src", "page", "reader", "main.ts")),
    bundled(join(root, "src", "report", "styles", "report.css")),
  ]);
  const katexFolder = join(require.resolve("katex/package.json"), "..", "dist");
  const katexCss = readFileSync(join(katexFolder, "katex.min.css"), "utf8");
  const plotly = new Map<PlotlyBundle, PlotlyAsset>();
  return {
    style,
    early: early.trim(),
    reader: reader.trim(),
    katexStyle: (fonts) => katexStyle(katexCss, join(katexFolder, "fonts"), fonts),
    plotly(bundle) {
      let asset = plotly.get(bundle);
      if (asset === undefined) {
        const text = readFileSync(require.resolve(plotlyFiles[bundle]), "utf8");
        let zipped: string | undefined;
        asset = {
          text,
          zipped: () => (zipped ??= gzipSync(text, { level: 9 }).toString("base64")),
        };
        plotly.set(bundle, asset);
      }
      return asset;
    },
  };
}

/** One file with all it imports, minified. A script can stand inside a page: nothing in it ends its element. */
export async function bundled(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["chrome123", "firefox128", "safari17.5"],
    legalComments: "none",
    logLevel: "silent",
    charset: "utf8",
  });
  const text = result.outputFiles[0]!.text;
  if (/<\/(?:script|style)|<!--/i.test(text))
    throw new Error(`${entry}: the bundle holds "</script", "</style" or "<!--"`);
  return text;
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
