import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../../src/node/course/course.js";
import { EXERCISE_MIME } from "../../../src/outputs/mimeTypes.js";
import type { CourseData } from "../../../src/page/index/courseData.js";
import { policyHash } from "../../../src/node/publish/contentHash.js";
import type { NotebookSource } from "../../../src/node/publish/draft.js";
import { makeDrafts } from "../../../src/node/publish/makeDrafts.js";
import type { PagePlan } from "../../../src/node/publish/planPage.js";
import { planSite } from "../../../src/node/publish/planSite.js";
import type { ManifestPage } from "../../../src/node/publish/siteManifest.js";
import { fakeAssets } from "./fakeAssets.js";

const project = {
  version: "1",
  tslab: "1",
  plotly: "1",
  sourceHash: "",
  dataHash: "",
  citation: undefined,
};
const config = { title: "Course", language: "en", colours: {} };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-plan-"));
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, "dot.png"), "png");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const figure = {
  "application/vnd.plotly.v1+json": { data: [{ type: "scatter", y: [1, 2] }], layout: {} },
};
function notebook(
  name: string,
  executed: boolean,
  code = `import { entropy } from "lossbook";`,
): NotebookSource {
  const cell = { metadata: {}, id: "a" };
  const json = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        ...cell,
        cell_type: "markdown",
        source: `# ${name}\n\n$x^2$ <script>pwned()</script> ![](dot.png) [b](b.ipynb) [c](c.ipynb)`,
      },
      {
        ...cell,
        id: "b",
        cell_type: "code",
        source: code,
        execution_count: 1,
        outputs: [{ output_type: "display_data", metadata: {}, data: figure }],
      },
    ],
  };
  return {
    path: join(folder, `${name}.ipynb`),
    bytes: Buffer.from(JSON.stringify(json)),
    json,
    ...(executed ? { executed: new Date(0) } : {}),
  };
}

const plans = new Map<string, ReturnType<typeof plan>>();
/** The plan of a site, which several tests look at: made once. */
function planned(sources: readonly NotebookSource[], singleFile = false) {
  const key = JSON.stringify([sources, singleFile]);
  const made = plans.get(key) ?? plan(sources, singleFile);
  plans.set(key, made);
  return made;
}

async function plan(
  sources: readonly NotebookSource[],
  singleFile: boolean,
  earlierPages: readonly ManifestPage[] = [],
) {
  const earlier = { pages: earlierPages, gone: [], html: () => undefined };
  const drafts = await makeDrafts(
    sources,
    {
      course: findCourse(folder),
      language: "en",
      singleFile,
      folder: join(folder, "reports"),
      earlier: [],
      onWarning: () => undefined,
      onRefused: () => undefined,
    },
    fakeAssets,
  );
  return planSite(
    drafts,
    { config, assets: fakeAssets, project, logo: undefined, singleFile },
    earlier,
  );
}

/** The two policies of a page as its markup has them, unescaped. */
const policies = ({ html }: PagePlan) =>
  [...html.matchAll(/Content-Security-Policy" content="([^"]*)"/g)].map(([, text = ""]) =>
    text.replaceAll("&#39;", "'"),
  );
const hashesIn = (policy: string | undefined) =>
  [...(policy ?? "").matchAll(/'(sha256-[^']+)'/g)].map(([, hash]) => hash).sort();
const running = (html: string) =>
  [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)]
    .map(([, text = ""]) => policyHash(text))
    .sort();
const named = (plan: PagePlan, ...names: string[]) =>
  plan.scripts
    .filter(({ name }) => names.includes(name))
    .map(({ hash }) => hash)
    .sort();

describe.each([
  ["a page of a site", true, false],
  ["a single file", true, true],
  ["a foreign page", false, false],
] as const)("the policies of %s", (_, executed, singleFile) => {
  it("admit exactly the planned scripts by the hash of their text", async () => {
    const { pages } = await planned([notebook("a", executed)], singleFile);
    const page = pages[0]!;
    const [first, second] = policies(page);
    for (const { text, hash } of page.scripts) expect(hash).toBe(policyHash(text));
    expect(page.scripts.map(({ hash }) => hash)).toEqual(expect.arrayContaining(hashesIn(first)));
    // Whatever stands in the page to be run is admitted, and is one of ours.
    expect(hashesIn(first)).toEqual(expect.arrayContaining(running(page.html)));
    expect(page.html).not.toContain("pwned()</script>");
    // Evaluation, workers and the frame are for the first policy of a live page alone.
    if (second === undefined) expect(first).not.toMatch(/unsafe-eval|blob:; style|worker-src/);
    else expect(second).not.toContain("unsafe-eval");
    expect(`${first}${second}`.includes("script-src 'self'")).toBe(executed && !singleFile);
  });
});

describe("the plan of a site", () => {
  it("lets a live page's boot script and frame run under the first policy alone", async () => {
    const page = (await planned([notebook("a", true)], true)).pages[0]!;
    const [first, second] = policies(page);
    const both = named(page, "early", "live", "plotly-basic", "starter", "render", "editor");
    expect(hashesIn(second)).toEqual(both);
    expect(hashesIn(first)).toEqual([...both, ...named(page, "boot", "host")].sort());
    // The worker's text is data: no policy of the page admits it.
    expect(first).not.toContain(named(page, "worker")[0]);
  });

  it("gives a foreign page the reader's script and plotly, and no cell to run", async () => {
    const page = (await planned([notebook("a", false)])).pages[0]!;
    expect(page.scripts.map(({ name }) => name)).toEqual(["early", "reader", "plotly-basic"]);
    expect(page.html).not.toMatch(/lossbook-(?:cells|live|worker)/);
    expect(page.assets.size).toBe(0);
  });

  it("reads the picture of an executed notebook, and none of a foreign one", async () => {
    const picture = "data:image/png;base64,cG5n";
    expect((await planned([notebook("a", true)])).pages[0]!.html).toContain(picture);
    expect((await planned([notebook("a", false)])).pages[0]!.html).not.toContain(picture);
  });

  it("names every shared file that a page asks for, and no other", async () => {
    const { pages, assets: shared } = await planned([notebook("a", true), notebook("b", true)]);
    for (const { html, assets: own } of pages)
      expect([...new Set(html.match(/assets\/[\w-]+\.(?:js|css)/g) ?? [])].sort()).toEqual(
        [...own.keys()].sort(),
      );
    expect([...shared.keys()].map((name) => name.replace(/-[0-9a-f]{12}/, "")).sort()).toEqual([
      "assets/editor.js",
      "assets/index.js",
      "assets/katex.css",
      "assets/live.js",
      "assets/plotly-basic.js",
      "assets/render.js",
      "assets/report.css",
      "assets/worker.js",
    ]);
  });

  it("brings in a single file what its cells import, in a site what any notebook does", async () => {
    const sources = [notebook("a", true), notebook("b", true, `import * as L from "lossbook";`)];
    const workers = async (single: boolean) =>
      (await planned(sources, single)).pages.flatMap(({ scripts }) =>
        scripts.filter(({ name }) => name === "worker").map(({ text }) => text),
      );
    const [own, all] = await workers(true);
    expect(own).toBe(`worker({"lossbook":["entropy"],"lossbook/notebook":[]})`);
    expect(all!.length).toBeGreaterThan(2_000);
    const site = await workers(false);
    expect(site[0]).toContain("crossEntropy");
    expect(site[0]).toBe(site[1]);
  });

  it("links notebooks that are published together, and leaves no link to one that is not", async () => {
    const { pages } = await planned([notebook("a", true), notebook("b", true)]);
    expect(pages.map(({ file }) => file)).toEqual(["a.html", "b.html", "index.html"]);
    expect(pages[0]!.html).toContain('<a href="b.html">b</a>');
    expect(pages[0]!.html).not.toContain("c.html");
    expect(pages[0]!.html).toMatch(/rel="next" href="b\.html"/);
    expect(pages[1]!.html).toMatch(/rel="prev" href="a\.html"/);
    expect(pages[2]!.html).toMatch(/<a href="a\.html">[\s\S]*<a href="b\.html">/);
  });

  it("counts in its index the exercises of live pages, each once, and of those that are there", async () => {
    const a = notebook("a", true);
    const question = { version: 1, id: "die", title: "", question: "", solution: "", hints: [] };
    const output = (json: object) => ({
      output_type: "display_data",
      metadata: {},
      data: { [EXERCISE_MIME]: { ...question, points: 2, ...json } },
    });
    const cells = (a.json as { cells: { outputs: unknown[] }[] }).cells;
    cells[1]!.outputs = [
      output({ part: "question" }),
      output({ part: "question" }),
      output({ part: "answer", id: "answered" }),
      output({ part: "question", id: "unpaid", points: undefined }),
    ];
    const paid = [
      { id: "die", points: 2 },
      { id: "unpaid", points: 0 },
    ];
    const there = { file: "c.html", notebook: "", title: "C", summary: "", assets: [], hash: "" };
    const { pages, manifest } = await plan([a, notebook("b", false)], false, [
      { ...there, exercises: [{ id: "coin", points: 3 }] },
    ]);
    expect(manifest?.map(({ exercises }) => exercises)).toEqual([
      paid,
      undefined,
      [{ id: "coin", points: 3 }],
    ]);
    const data = /id="lossbook-course">([^<]*)</.exec(pages.at(-1)!.html)![1]!;
    expect((JSON.parse(data) as CourseData).notebooks).toEqual([
      { page: "a.html", title: "a", notebook: "a", exercises: paid },
      { page: "c.html", title: "C", notebook: "c", exercises: [{ id: "coin", points: 3 }] },
    ]);
  });

  it("has no index where one self-contained file is asked for", async () => {
    const { pages } = await planned([notebook("a", true)], true);
    expect(pages.map(({ file }) => file)).toEqual(["a.html"]);
    expect(pages[0]!.html).not.toContain("index.html");
  });

  it("names an earlier page first where a new one comes at the same place", async () => {
    const there = { notebook: "", title: "", summary: "", assets: [], hash: "" };
    const earlier = ["01-a.html", "2-b.html"].map((file) => ({ ...there, file }));
    const { manifest } = await plan([notebook("1-a", true)], true, earlier);
    expect(manifest?.map(({ file }) => file)).toEqual(["01-a.html", "1-a.html", "2-b.html"]);
  });

  it("has an index where there are two self-contained files", async () => {
    const { pages } = await planned([notebook("a", true), notebook("b", true)], true);
    expect(pages.map(({ file }) => file)).toEqual(["a.html", "b.html", "index.html"]);
    for (const { assets: asked } of pages) expect(asked.size).toBe(0);
  });

  it("has an index where that file takes the place of the one page of a site", async () => {
    const there = { file: "a.html", notebook: "", title: "", summary: "", assets: [], hash: "" };
    const { pages, manifest } = await plan([notebook("a", true)], true, [there]);
    expect(manifest?.map(({ exercises }) => exercises)).toEqual([[]]);
    expect(pages.map(({ file }) => file)).toEqual(["a.html", "index.html"]);
    expect(manifest?.map(({ file }) => file)).toEqual(["a.html"]);
  });
});
