import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { packageRoot } from "../../../src/node/course/packageRoot.js";
import { buildScripts } from "../../../src/node/publish/builtScripts.js";
import { loadPageAssets } from "../../../src/node/publish/pageAssets.js";

const assets = loadPageAssets();
const installed = (path: string) => join(packageRoot(), "node_modules", path);

it("a page's scripts are there, each of them another, and read once", () => {
  const { boot, host, starter, page, render, editor } = assets.live();
  const texts = [assets.style, assets.early, assets.reader, boot, host, starter, page];
  texts.push(render.text, editor.text);
  for (const text of texts) expect(text.length).toBeGreaterThan(50);
  expect(new Set(texts).size).toBe(texts.length);
  expect(loadPageAssets()).toBe(assets);
  expect(assets.live()).toBe(assets.live());
});

it("a large script is carried zipped", () => {
  const { render } = assets.live();
  const zipped = render.zipped();
  expect(gunzipSync(Buffer.from(zipped, "base64")).toString("utf8")).toBe(render.text);
  expect(render.zipped()).toBe(zipped);
});

it.each([
  ["basic", "plotly.js-basic-dist-min/plotly-basic.min.js"],
  ["cartesian", "plotly.js-cartesian-dist-min/plotly-cartesian.min.js"],
  ["gl3d", "plotly.js-gl3d-dist-min/plotly-gl3d.min.js"],
  ["full", "plotly.js-dist-min/plotly.min.js"],
] as const)("plotly's bundle %s is the file %s", (bundle, path) => {
  const { text } = assets.plotly(bundle);
  expect(text === readFileSync(installed(path), "utf8")).toBe(true);
  expect(assets.plotly(bundle)).toBe(assets.plotly(bundle));
});

it("KaTeX's style has exactly the fonts that are named, as data", () => {
  const none = assets.katexStyle([]);
  expect(none).not.toContain("@font-face");
  expect(none).toContain(".katex");
  const two = assets.katexStyle(["KaTeX_Main-Bold", "KaTeX_Size1-Regular"]);
  const faces = two.match(/@font-face\{[^}]*\}/g)!;
  expect(faces).toHaveLength(2);
  expect(two).not.toContain("url(fonts/");
  const bytes = readFileSync(installed("katex/dist/fonts/KaTeX_Main-Bold.woff2"));
  expect(faces[0]).toContain(
    `src:url(data:font/woff2;base64,${bytes.toString("base64")}) format("woff2")`,
  );
  expect(faces[0]).toMatch(/font-weight:700/);
});

it("a worker brings all that cells import, and nothing that they do not", async () => {
  const some = { "lossbook": ["entropy", "klDivergence"], "lossbook/notebook": [] };
  const { text } = await assets.worker(some);
  expect(text).toMatch(/lossbook:\{entropy:\w+,klDivergence:\w+\},"lossbook\/notebook":\{\}/);
  // Whatever is named is brought along: the names under which it is imported are gone.
  expect(text).not.toMatch(/\bm\d+_\d+\b/);
  const nothing = await assets.worker({ "lossbook": [], "lossbook/notebook": [] });
  expect(nothing.text).toContain('lossbook:{},"lossbook/notebook":{}');
  expect(assets.worker(some)).toBe(assets.worker({ ...some }));
});

it("the package's scripts are bundled into any folder, each of its own source", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lossbook-scripts-"));
  try {
    await buildScripts(join(folder, "deep", "page"));
    const { boot, host, starter, page, render, editor } = assets.live();
    const built = (name: string) => readFileSync(join(folder, "deep", "page", name), "utf8");
    for (const [name, text] of [
      ["style.css", assets.style],
      ["early.js", assets.early],
      ["reader.js", assets.reader],
      ["boot.js", boot],
      ["host.js", host],
      ["starter.js", starter],
      ["live.js", page],
      ["render.js", render.text],
      ["editor.js", editor.text],
    ] as const)
      expect(built(name) === text, name).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
