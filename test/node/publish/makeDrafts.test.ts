import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findCourse } from "../../../src/node/course/course.js";
import { contentHash } from "../../../src/node/publish/contentHash.js";
import type { NotebookSource } from "../../../src/node/publish/draft.js";
import { makeDrafts } from "../../../src/node/publish/makeDrafts.js";
import { planIndex, planPage, type SiteParts } from "../../../src/node/publish/planPage.js";
import { markup } from "../../../src/report/html.js";
import { fakeAssets } from "./fakeAssets.js";

const project = {
  version: "1.2",
  tslab: "1",
  plotly: "1",
  sourceHash: "",
  dataHash: "",
  citation: undefined,
};
const site = (more: Partial<SiteParts> = {}): SiteParts => ({
  config: { title: "Course", language: "en", colours: {} },
  assets: fakeAssets,
  project,
  logo: undefined,
  singleFile: false,
  fonts: ["A", "B"],
  ...more,
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-draft-"));
  mkdirSync(join(folder, "sub"));
  writeFileSync(join(folder, "package.json"), "{}");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const warnings: string[] = [];
const refused: string[] = [];
async function drafted(
  cells: readonly (readonly [
    kind: "markdown" | "code",
    source: string,
    outputs?: readonly unknown[],
  ])[],
  { executed = true, path = join("sub", "x.ipynb"), singleFile = false } = {},
) {
  warnings.length = 0;
  const json = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map(([kind, source, outputs = []], k) => ({
      cell_type: kind,
      id: `c${k}`,
      metadata: {},
      source,
      ...(kind === "code" ? { outputs, execution_count: null } : {}),
    })),
  };
  const source: NotebookSource = {
    path: join(folder, path),
    bytes: Buffer.from("bytes"),
    json,
    ...(executed ? { executed: new Date(0) } : {}),
  };
  const [draft] = await makeDrafts(
    [source],
    {
      course: findCourse(join(folder, "sub")),
      language: "en",
      singleFile,
      folder: join(folder, "reports"),
      earlier: [],
      onWarning: (line) => warnings.push(line.replace(folder, "")),
      onRefused: (line) => refused.push(line),
    },
    fakeAssets,
  );
  return draft!;
}

const deadKinds: readonly (readonly [source: string, says: string])[] = [
  ["[a](#nowhere)", "the link #nowhere meets no target"],
  ["[a](#caf%C3%A9)", "the link #caf%C3%A9 meets no target"],
  ["<a href='#none-here'>a</a>", "the link #none-here meets no target"],
  ["[a](gone.txt)", "the link gone.txt meets no target"],
  ["[a](../gone/)", "the link ../gone/ meets no target"],
  ["[a][r]\n\n[r]: #by-name", "the link #by-name meets no target"],
  ["[a](gone.ipynb)", "the link gone.ipynb leads to a notebook that has no page here"],
  ["[a](X.IPYNB#x)", "the link X.IPYNB#x leads to a notebook that has no page here"],
  ["![a](gone.png)", "the picture gone.png cannot be read"],
  ["<img src='gone2.png'>", "the picture gone2.png cannot be read"],
  ["![a](attachment:gone.png)", "the picture attachment:gone.png cannot be read"],
  ["![a](https://example.org/x.png)", "the picture https://example.org/x.png cannot be read"],
  ["a[^gone] and `[^code]`", "the footnote [^gone] has no text"],
];

it("every kind of dead link, picture and footnote is told of with its cell and line", async () => {
  writeFileSync(join(folder, "sub", "there.ipynb"), "{}");
  await drafted([
    ["markdown", "# Here\n\n[^1]: text"],
    ["markdown", "[a](#here) [b](#Here) [c](there.ipynb#x) [d](#in-output) a[^1] $x[^2]$"],
    ["code", "", [{ output_type: "display_data", metadata: {}, data: { "text/html": "<p id='in-output'>x</p><a href='#lost'>y</a>" } }]],
    ...deadKinds.map(([source]) => ["markdown", `text\n\n${source}`] as const),
  ]); // prettier-ignore
  expect(warnings).toEqual([
    "/sub/x.ipynb: cell 3: the link #lost meets no target",
    ...deadKinds.map(([source, says], at) => {
      const line = source.includes("[r]:") ? 5 : 3;
      return `/sub/x.ipynb: cell ${at + 4}, line ${line}: ${says}`;
    }),
  ]);
});

it("of a foreign notebook no path is looked at: what has no page here is told of", async () => {
  await drafted([["markdown", "[a](gone.ipynb) [b](there.ipynb) [c](x.ipynb)"]], {
    executed: false,
  });
  expect(warnings).toEqual(
    ["gone", "there"].map(
      (name) =>
        `/sub/x.ipynb: cell 1, line 1: the link ${name}.ipynb leads to a notebook that has no page here`,
    ),
  );
});

it("a link that meets no target is told of with its place, twenty of them one by one", async () => {
  await drafted([
    ["markdown", "text"],
    ["markdown", `first\n\n[a](#nowhere)\n[b](none.txt)`],
  ]);
  expect([...warnings].sort()).toEqual([
    "/sub/x.ipynb: cell 2, line 3: the link #nowhere meets no target",
    "/sub/x.ipynb: cell 2, line 4: the link none.txt meets no target",
  ]);
  const links = (count: number) =>
    Array.from({ length: count }, (_, k) => `[l](#none-${k})`).join(" ");
  await drafted([["markdown", links(20)]]);
  expect(warnings).toHaveLength(20);
  await drafted([["markdown", links(23)]]);
  expect(warnings).toHaveLength(21);
  expect(warnings[20]).toBe("/sub/x.ipynb: 3 more links meet no target");
  expect(warnings[0]).toBe("/sub/x.ipynb: cell 1, line 1: the link #none-0 meets no target");
});

it("cells that cannot be set are told of in one line, by the first of them", async () => {
  const data = {
    "application/json": {
      toJSON: () => {
        throw new Error("holds what is lost");
      },
    },
  };
  const failing = ["code", "1", [{ output_type: "display_data", metadata: {}, data }]] as const;
  await drafted([["markdown", "a"], failing]);
  expect(warnings).toEqual(["/sub/x.ipynb: cell 2 holds what is lost: shown as source"]);
  await drafted([failing, ["markdown", "a"], failing, failing]);
  expect(warnings).toEqual([
    "/sub/x.ipynb: cell 1 holds what is lost, and 2 more: shown as source",
  ]);
});

it("texts that are too much are told of by cell, line and what was too much", async () => {
  const crowd = `a\n\n${"[ ".repeat(2001)}`;
  await drafted([
    ["markdown", "a"],
    ["markdown", crowd],
  ]);
  expect(warnings).toEqual([
    "/sub/x.ipynb: cell 2, line 3: has 2,001 opening brackets, more than 2,000, in a paragraph: shown as source",
  ]);
  await drafted(Array.from({ length: 22 }, () => ["markdown", crowd] as const));
  expect(warnings).toHaveLength(21);
  expect(warnings[20]).toBe("/sub/x.ipynb: 2 more texts are shown as source");
});

it("a notebook is called by its path in the project, and outside by its name", async () => {
  expect((await drafted([["markdown", "a"]])).name).toBe("x.ipynb");
  expect((await drafted([["markdown", "a"]], { path: "y.ipynb" })).name).toBe("y.ipynb");
});

it("a notebook is alive where it was run and has code", async () => {
  const code = [["code", 'import { entropy } from "lossbook";']] as const;
  expect((await drafted([["markdown", "a"]])).live).toBe(undefined);
  expect((await drafted(code, { executed: false })).live).toBe(undefined);
  const { live, page, key } = await drafted(code);
  expect(page).toBe("x.html");
  expect(key).toBe(contentHash("../sub/x.ipynb").slice(0, 16));
  expect(live?.tables).toEqual({});
  expect(live?.worker.text).toBe('worker({"lossbook":["entropy"],"lossbook/notebook":[]})');
});

it("most cells asleep are told of, and a page whose exercise nobody could solve is refused", async () => {
  const asleep = [
    "code",
    'import { readFileSync } from "node:fs";\nconst rows = readFileSync("x");',
  ] as const;
  await drafted([["markdown", "a"], asleep, ["code", "rows"], ["code", "1"]]);
  expect(warnings).toEqual([
    "x.ipynb: 2 of 3 code cells do not run in the page, the first of them cell 2 because of node:fs",
  ]);
  await drafted([asleep, ["code", "1"], ["code", "2"]]);
  expect(warnings).toEqual([]);
  expect(refused).toEqual([]);
  const posed = [
    "code",
    'const size = exercise({ kind: "numeric", id: "size", truth: rows.length });',
  ] as const;
  expect(await drafted([asleep, posed, ["code", "1"], ["code", "2"]])).toBe(undefined);
  expect(refused).toEqual([
    expect.stringMatching(
      /^x\.ipynb: cell 2 belongs to an exercise .* because of node:fs \(rows\): no reader could solve it/,
    ),
  ]);
});

it("a live page says what its cells need, and a foreign one nothing of it", async () => {
  const cells = [
    ["markdown", "# T\n\nA summary."],
    ["code", "1"],
  ] as const;
  const draft = await drafted(cells);
  const { html, file } = planPage(draft, { home: "index.html" }, site());
  expect(file).toBe("x.html");
  const data = /<script type="application\/json" id="lossbook-live" data-plotly="">([^<]*)</.exec(
    html,
  );
  expect(JSON.parse(data![1]!)).toMatchObject({
    course: "Course",
    notebook: "x",
    tables: {},
    words: { run: "Run" },
  });
  expect(html).toContain('<meta name="description" content="A summary." />');
  expect(html).toContain("<title>T · Course</title>");
  expect(html).toContain('<a href="index.html">Course</a>');
  expect(html).toMatch(/id="lossbook-cells">\s*\[\{"id":"c1","source":"1","metadata":\{\}\}\]/);
  for (const id of ["lossbook-worker", "lossbook-render", "lossbook-editor"])
    expect(html).toMatch(new RegExp(`<script type="text/plain" id="${id}" data-url="assets/`));
  expect(html).toMatch(/<script>starter\(\)<\/script>/);
  expect(html).toMatch(/<script>boot\(\)<\/script>/);
  expect(html).not.toContain('<p class="notice">');

  const single = planPage(draft, {}, site({ singleFile: true }));
  expect(single.html).toMatch(/id="lossbook-render">\s*zipped-render\(\)\s*</);
  expect(single.assets.size).toBe(0);
  expect(planIndex([], site({ singleFile: true })).assets.size).toBe(0);
  expect(single.html).toContain("<style>body{}</style>");

  const foreign = planPage(await drafted(cells, { executed: false }), {}, site());
  expect(foreign.html).toContain('<p class="notice">This notebook was not run for this page');
  expect(foreign.html).not.toMatch(/lossbook-(?:cells|live|worker)|boot\(\)|starter\(\)/);
});

it("a page brings the fonts of its formulas, a site's pages those of all", async () => {
  const formula = await drafted([["markdown", "$x$"]]);
  const plain = await drafted([["markdown", "x"]]);
  const katex = (parts: SiteParts, draft = formula) =>
    [...planPage(draft, {}, parts).assets].filter(([name]) => name.includes("katex"));
  expect(katex(site())).toEqual([[expect.stringMatching(/^assets\/katex-/), "/*A,B*/"]]);
  expect(katex(site(), plain)).toEqual([]);
  const { html } = planPage(formula, {}, site({ singleFile: true }));
  expect(html).toContain(`<style>/*${formula.report.fonts.join()}*/</style>`);
  expect(formula.report.fonts).toContain("KaTeX_Math-Italic");
});

it("an index has its own words, and fonts where a title needs them", () => {
  const config = {
    title: "Course",
    language: "en",
    colours: { accent: ["#111", "#eee"] as const },
    subtitle: "Sub",
    author: "Who",
    footer: "Foot",
  };
  const entry = {
    page: "1.html",
    title: markup`One`,
    plainTitle: "One",
    summary: "",
    exercises: undefined,
  };
  const katex = { ...entry, title: markup`<span class="katex">x</span>` };
  const { html, file, assets: own } = planIndex([entry, katex], site({ config, logo: "data:,l" }));
  expect(file).toBe("index.html");
  expect(html).toContain('<meta name="description" content="Sub" />');
  expect(html).toContain('<meta name="author" content="Who" />');
  expect(html).toContain("<title>Course</title>");
  expect(html).toContain('<img class="logo" src="data:,l" alt="" />');
  expect(html).toMatch(/<footer class="foot"><p>Foot<\/p>\s*<p>lossbook 1\.2<\/p><\/footer>/);
  expect([...own.values()]).toEqual([
    "body{}:root { --accent: light-dark(#111, #eee); }",
    "/*A,B*/",
    "reader()",
  ]);
  const alive = planIndex([entry, { ...entry, exercises: [{ id: "die", points: 2 }] }], site());
  expect([...alive.assets.values()]).toEqual(["body{}", "/* index */"]);
  expect(alive.html).toContain('"notebooks":[{"page":"1.html","title":"One","notebook":"1"');
  const plain = planIndex([entry], site());
  expect(plain.html).not.toContain("lossbook-course");
  expect([...plain.assets.values()]).toEqual(["body{}", "reader()"]);
  expect(plain.html).toContain('<meta name="description" content="Course" />');
  expect(plain.html).toMatch(/<footer class="foot">\s*<p>lossbook 1\.2<\/p><\/footer>/);
});
