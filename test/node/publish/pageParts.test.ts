import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Cell } from "../../../src/nbformat/notebook.js";
import { packageRoot } from "../../../src/node/course/packageRoot.js";
import { contentHash, policyHash } from "../../../src/node/publish/contentHash.js";
import { exerciseCell } from "../../../src/node/publish/exerciseCell.js";
import { notebookLink, withLinks, withPlaces } from "../../../src/node/publish/notebookLinks.js";
import { pageTables, tablesOnce } from "../../../src/node/publish/pageTables.js";
import { findCourse } from "../../../src/node/course/course.js";
import { provenanceOf, renderProvenance, seedsOf } from "../../../src/node/publish/provenance.js";
import { renderIndex } from "../../../src/node/publish/renderIndex.js";
import {
  formatManifest,
  notebookKey,
  readManifest,
  unchangedPage,
  type ManifestPage,
} from "../../../src/node/publish/siteManifest.js";
import { markup } from "../../../src/report/html.js";
import { wordsOf } from "../../../src/report/words.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-parts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const oneLine = (html: string): string =>
  html
    .replace(/\s+/g, " ")
    .replace(/> (?=<)/g, ">")
    .trim();

it("hashes are SHA-256: FIPS 180-2, B.1", () => {
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(contentHash("abc")).toBe(abc);
  expect(policyHash("abc")).toBe(`sha256-${Buffer.from(abc, "hex").toString("base64")}`);
});

describe("the foot of a page", () => {
  const notebook = notebookOf([
    "const r = rng(7); // seed: 1_000",
    "let seed = 30, trainSeed=4, seedling = 5;",
    { source: "rng(x); seeds = 9; bleed: 8; Rng(3)" },
  ]);
  const project = {
    version: "1.2.3",
    tslab: "4.5",
    plotly: "6.7",
    sourceHash: "a".repeat(64),
    dataHash: "b".repeat(64),
    citation: "Who (2020). What.",
  };
  const page = {
    project,
    notebook,
    bytes: Buffer.from("abc"),
    name: "notebooks/x.ipynb",
    executed: new Date("2026-01-02T03:04:05Z"),
    footer: "F <f>",
    words: wordsOf("en"),
  };

  it("finds the seeds that the code names, in order, each once", () => {
    expect(seedsOf(notebook)).toEqual(["4", "5", "7", "9", "30", "1000"]);
    expect(seedsOf({ ...notebook, cells: [] })).toEqual([]);
    const prose = {
      cell_type: "markdown",
      id: "m",
      metadata: {},
      source: "with `seed = 8`",
    } as const;
    expect(seedsOf({ ...notebook, cells: [prose] })).toEqual([]);
  });

  it("says from what it was made, when, and how to make it again", () => {
    expect(oneLine(renderProvenance(page).text)).toBe(
      "<p>F &lt;f&gt;</p><details><summary>How this page was made</summary>" +
        '<dl class="provenance"><dt>Date</dt><dd><time datetime="2026-01-02T03:04:05.000Z">2026-01-02 03:04 UTC</time></dd>' +
        `<dt>Versions</dt><dd> lossbook 1.2.3, tslab 4.5, Node ${process.versions.node}, plotly.js 6.7 </dd>` +
        "<dt>Seeds</dt><dd>4, 5, 7, 9, 30, 1000</dd>" +
        `<dt>Notebook</dt><dd>notebooks/x.ipynb · <code title="sha256 ${contentHash("abc")}">ba7816bf8f01cfea</code></dd>` +
        `<dt>src</dt><dd><code title="sha256 ${"a".repeat(64)}">${"a".repeat(16)}</code></dd>` +
        `<dt>data</dt><dd><code title="sha256 ${"b".repeat(64)}">${"b".repeat(16)}</code></dd>` +
        "<dt>Make it again</dt><dd><code>npm ci && npx lossbook report notebooks/x.ipynb</code></dd>" +
        "<dt>Cite</dt><dd>Who (2020). What.</dd></dl></details>",
    );
  });

  it("says of a notebook that was not run what it is, and no more", () => {
    const foreign = { ...page, executed: undefined, footer: undefined };
    expect(oneLine(renderProvenance(foreign).text)).toBe(
      '<details><summary>How this page was made</summary><dl class="provenance"><dt>Date</dt><dd> — </dd>' +
        "<dt>Versions</dt><dd> lossbook 1.2.3, plotly.js 6.7 </dd>" +
        `<dt>Notebook</dt><dd>notebooks/x.ipynb · <code title="sha256 ${contentHash("abc")}">ba7816bf8f01cfea</code></dd></dl></details>`,
    );
    const bare = {
      ...page,
      notebook: notebookOf([]),
      project: { ...project, citation: undefined },
    };
    const text = oneLine(renderProvenance(bare).text);
    expect(text).toContain("<dt>Seeds</dt><dd>none</dd>");
    expect(text).not.toContain("Cite");
  });

  it("is true of this project", () => {
    const known = provenanceOf(findCourse(packageRoot()));
    const json = (path: string) =>
      (JSON.parse(readFileSync(join(packageRoot(), path), "utf8")) as { version: string }).version;
    expect(known.version).toBe(json("package.json"));
    expect(known.tslab).toBe(json("node_modules/tslab/package.json"));
    expect(known.plotly).toBe(json("node_modules/plotly.js-dist-min/package.json"));
    expect(known.sourceHash).toMatch(/^[0-9a-f]{64}$/);
    expect(known.dataHash).toMatch(/^[0-9a-f]{64}$/);
    expect(known.sourceHash).not.toBe(known.dataHash);
    expect(known.citation).toBe(
      `The lossbook authors (2026). lossbook: learn, choose and explain loss functions, version ${known.version}.`,
    );
  });

  it("hashes the names and bytes of a course's files, those of folders in folders too", () => {
    const put = (path: string, text: string) => {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    put("src/b.ts", "1");
    put("src/a/deep.ts", "2");
    put("src/a/style.css", "3");
    put("data/x.csv", "4");
    const { sourceHash, dataHash } = provenanceOf(findCourse(folder));
    expect(sourceHash).toBe(contentHash("a/deep.ts|2|b.ts|1|".replaceAll("|", "\0")));
    expect(dataHash).toBe(contentHash("x.csv|4|".replaceAll("|", "\0")));
  });

  it("cites with what a course says of itself, and hashes nothing where there is nothing", () => {
    const cited = (lines: readonly string[]) => {
      writeFileSync(join(folder, "CITATION.cff"), lines.join("\n"));
      return provenanceOf(findCourse(folder)).citation;
    };
    const { sourceHash, dataHash, citation } = provenanceOf(findCourse(folder));
    expect([sourceHash, dataHash, citation]).toEqual([undefined, undefined, undefined]);
    const authors = ["authors:", "  - family-names: Li", '    given-names: "An"', "  - name: Lab"];
    const full = [...authors, "title: T", "date-released: 2024-05-06", 'version: "3"', "doi: 10/x"];
    expect(cited(full)).toBe("An Li, Lab (2024). T, version 3. 10/x");
    expect(cited([...full, "repository-code: https://a.b"])).toMatch(/3\. https:\/\/a\.b$/);
    expect(cited(["title: T", ...authors])).toBe("An Li, Lab. T.");
    expect(cited(authors)).toBe(undefined);
    // A line of blanks would be looked through again from each of them.
    expect(cited([`title: ${" ".repeat(90_000)}x`, ...authors])).toBe(undefined);
  });

  it("reads no link, pipe or device of a course, and nothing where no notebook was run", () => {
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src", "a.ts"), "1");
    const mine = provenanceOf(findCourse(folder)).sourceHash;
    symlinkSync(join(packageRoot(), "data"), join(folder, "data"));
    symlinkSync(join(packageRoot(), "package.json"), join(folder, "src", "b.ts"));
    const citation = join(folder, "CITATION.cff");
    const kinds = [() => symlinkSync(join(packageRoot(), "CITATION.cff"), citation)];
    if (process.platform !== "win32")
      kinds.push(
        () => symlinkSync("/dev/zero", citation),
        () => void execFileSync("mkfifo", [citation]),
      );
    for (const plant of kinds) {
      plant();
      expect(provenanceOf(findCourse(folder))).toMatchObject({
        sourceHash: mine,
        dataHash: undefined,
        citation: undefined,
      });
      rmSync(citation);
    }
    rmSync(join(folder, "data"));
    writeFileSync(join(folder, "data"), "a file");
    expect(provenanceOf(findCourse(folder)).dataHash).toBeUndefined();
    expect(provenanceOf(undefined).sourceHash).toBeUndefined();
  });
});

it("an index lists the pages with their numbers, each title without its own", () => {
  const config = { title: "C <c>", language: "en", colours: {} };
  const entries = [
    { page: "06-a.html", title: markup`6 · <b>A</b>`, summary: "First <1>." },
    { page: "b.html", title: markup`B`, summary: "" },
  ];
  expect(oneLine(renderIndex({ ...config, subtitle: "Sub", author: "Who" }, entries).text)).toBe(
    '<h1>C &lt;c&gt;</h1><p class="lead">Sub</p><p>Who</p><ol class="course">' +
      '<li><span class="number" aria-hidden="true">06</span><div><a href="06-a.html"><b>A</b></a ><p>First &lt;1&gt;.</p></div></li>' +
      '<li><span class="number" aria-hidden="true">2</span><div><a href="b.html">B</a ></div></li></ol>',
  );
  expect(oneLine(renderIndex(config, []).text)).toBe(
    '<h1>C &lt;c&gt;</h1><ol class="course"></ol>',
  );
});

describe("a reader's cell of an exercise", () => {
  const source = "a\n// BEGIN SOLUTION\nb\n// END SOLUTION";
  const cell = (more: object): Cell =>
    ({ ...notebookOf([source]).cells[0]!, metadata: { lossbook: { stub: "?" } }, ...more }) as Cell;
  it("has a version for each", () => {
    expect(exerciseCell(cell({}))).toEqual({ stub: "a\n?", solved: "a\nb" });
    const lines = { metadata: { lossbook: { stub: ["x\n", "y"] } } };
    expect(exerciseCell(cell(lines))?.stub).toBe("a\nx\ny");
  });
  it.each([
    ["of text", { cell_type: "markdown" }],
    ["without a stub", { metadata: { lossbook: {} } }],
    ["with a stub that is none", { metadata: { lossbook: { stub: 3 } } }],
    ["without metadata", { metadata: { lossbook: "x" } }],
    ["without a solution", { source: "a" }],
    ["that is not closed", { source: "// BEGIN SOLUTION\nb" }],
  ])("is none %s", (_, more) => {
    expect(exerciseCell(cell(more))).toBe(undefined);
  });
});

describe("tables of a page", () => {
  it("are those that the run read, and those that cells name, each read once", async () => {
    const asked: string[] = [];
    const table = { columns: [] } as never;
    const cells = [
      "readTable('a'); readTable(`b/c`); readTable(\"none\")",
      "readTable( 'a' ); readTable(name); readTable('../x.csv'); readTable(`a${b}`); myreadTable('d')",
    ].map((source) => ({ id: "", metadata: {}, source }));
    const page = { report: { codeCells: cells }, folder: "folder", tablesRead: ["computed", "a"] };
    const tables = await pageTables(page, (name) => {
      asked.push(name);
      return Promise.resolve(name === "none" ? undefined : table);
    });
    expect(asked).toEqual(["computed", "a", "b/c", "none", "../x.csv"]);
    expect(Object.keys(tables)).toEqual(["computed", "a", "b/c", "../x.csv"]);
  });

  it("are none where there is none, asked once", async () => {
    const tableOf = tablesOnce(() => undefined);
    expect(await tableOf("no-such-table", folder)).toBe(undefined);
    expect(tableOf("no-such-table", folder)).toBe(tableOf("no-such-table", folder));
  });

  it("lie inside the notebook's course, or come with lossbook; a large one is told of", async () => {
    const course = join(folder, "of-tables");
    const notebooks = join(course, "notebooks");
    mkdirSync(notebooks, { recursive: true });
    mkdirSync(join(course, "data"));
    const csv = "a,b\n1,2\n3,4\n";
    for (const path of ["data/mine.csv", "data/deep.csv", "notebooks/here.csv", "../of-nobody.csv"])
      writeFileSync(join(course, path), csv);
    writeFileSync(join(course, "data", "large.csv"), `a\n${"1\n".repeat(5_000_001)}`);
    symlinkSync(join(folder, "of-nobody.csv"), join(course, "data", "link.csv"));
    const warnings: string[] = [];
    const tableOf = tablesOnce((line) => warnings.push(line));
    const found = async (name: string) => (await tableOf(name, notebooks)) !== undefined;
    expect(await found("mine")).toBe(true);
    expect(await found("../data/deep.csv")).toBe(true);
    expect(await found("./here.csv")).toBe(true);
    expect(await found("penguins")).toBe(true);
    expect(await found("link")).toBe(false);
    expect(await found("../../of-nobody.csv")).toBe(false);
    expect(await found("large")).toBe(false);
    expect(await found(join(course, "data", "mine.csv"))).toBe(false);
    expect(warnings).toEqual([
      expect.stringMatching(/^the table link lies outside the course.*copy it into data\//),
      expect.stringMatching(/^the table \.\.\/\.\.\/of-nobody\.csv lies outside the course/),
      expect.stringMatching(/^the table large is 10\.0 MB: a page carries/),
      expect.stringMatching(/is read by a path of this machine.*give its name/),
    ]);
  });
});

describe("a link to another notebook", () => {
  const key = (name: string) => notebookKey(folder, join(folder, name));
  const link = (target: string) =>
    notebookLink({ folder, site: folder, pages: new Map([[key("a.ipynb"), "a.html"]]) })(target);

  it("leads to its page, or waits for it", () => {
    expect(link("a.ipynb")).toBe("a.html");
    expect(link("./sub/../a.ipynb")).toBe("a.html");
    expect(link("b.IPYNB")).toBe(`lossbook-notebook:${key("b.IPYNB")}`);
    expect(link("a.ipynb.txt")).toBe(undefined);
    expect(link("a\0.ipynb")).toBe(undefined);
  });

  it("keeps its place in a page until its notebook comes", () => {
    const at = "0123456789abcdef";
    const written = markup`<a rel="x>y" href="${`lossbook-notebook:${at}#s`}">t</a> href="lossbook-notebook:${at}"`;
    const waiting = withPlaces(written).text;
    expect(waiting).toBe(
      `<a rel="x>y" data-notebook="${at}#s">t</a> href="lossbook-notebook:${at}"`,
    );
    expect(withLinks(waiting, new Map([[at, "p.html"]]))).toContain('href="p.html#s">t');
    expect(withLinks(waiting, new Map())).toBe(waiting);
    const bare = `<a data-notebook="${at}">`;
    expect(withLinks(bare, new Map([[at, "p.html"]]))).toBe('<a href="p.html">');
  });
});

/** SHA-256 of 200,000,001 bytes of zero: Python's hashlib. */
const hashOfSoManyZeros = "59b008de4273db16d68fad07bbd74ab1f0c64c46f0d383ce105038c1c5e3f892";

describe("the manifest of a site", () => {
  const page = (more: object = {}): ManifestPage => ({
    file: "a.html",
    notebook: "0123456789abcdef",
    title: "T",
    summary: "",
    assets: ["assets/report-0123456789ab.css"],
    hash: "h",
    ...more,
  });
  const read = (text: string, files: readonly string[] = ["a.html", "b.html"]) => {
    mkdirSync(join(folder, "assets"), { recursive: true });
    for (const file of files) writeFileSync(join(folder, file), "page");
    writeFileSync(join(folder, "assets", "site.json"), text);
    return readManifest(folder).pages;
  };

  it("names its pages, each once, where they are files", () => {
    const pages = [page(), page({ file: "b.html" }), page(), page({ file: "gone.html" })];
    expect(read(formatManifest(pages))).toEqual(pages.slice(0, 2));
    mkdirSync(join(folder, "d.html"));
    expect(read(formatManifest([page({ file: "d.html" })]))).toEqual([]);
    expect(readManifest(join(folder, "nowhere"))).toEqual({
      pages: [],
      gone: [],
      isDamaged: false,
    });
    expect(read(formatManifest(pages))).toHaveLength(2);
    expect(readManifest(folder)).toMatchObject({ gone: [pages[3]], isDamaged: false });
  });

  it.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["no list", '{"pages":{}}'],
    ...[
      { file: "../a.html" },
      { file: "index.html" },
      { file: "a.htm" },
      { file: ".html" },
      { file: "-a.html" },
      { file: 3 },
      { notebook: "0123" },
      { notebook: "0123456789ABCDEF" },
      { title: undefined },
      { title: "t".repeat(2001) },
      { summary: 1 },
      { hash: null },
      { assets: "x" },
      { assets: [1] },
      { assets: ["assets/other-0123456789ab.css"] },
      { assets: ["assets/report-0123456789ab.html"] },
      { assets: ["../assets/report-0123456789ab.css"] },
    ].map((more): [string, string] => [
      JSON.stringify(more).slice(0, 60),
      JSON.stringify({ pages: [page(more)] }),
    ]),
  ])("that is damaged names none: %s", (_, text) => {
    expect(read(text)).toEqual([]);
    expect(readManifest(folder).isDamaged).toBe(true);
  });

  it("takes what is at its limits", () => {
    const pages = [page({ title: "t".repeat(2000), file: "b.html", assets: [] })];
    expect(read(formatManifest(pages))).toEqual(pages);
  });

  it("knows a page that nobody changed", () => {
    writeFileSync(join(folder, "a.html"), "page");
    expect(unchangedPage(folder, page({ hash: contentHash("page") }))).toBe("page");
    expect(unchangedPage(folder, page({ hash: contentHash("other") }))).toBe(undefined);
    expect(unchangedPage(folder, page({ file: "gone.html" }))).toBe(undefined);
    symlinkSync(join(folder, "a.html"), join(folder, "link.html"));
    const linked = page({ file: "link.html", hash: contentHash("page") });
    expect(unchangedPage(folder, linked)).toBe(undefined);
  });

  it("reads no page of more than 200 MB", () => {
    writeFileSync(join(folder, "a.html"), "");
    truncateSync(join(folder, "a.html"), 200_000_001);
    expect(unchangedPage(folder, page({ hash: hashOfSoManyZeros }))).toBe(undefined);
  });

  it("calls a notebook by where it lies beside the site", () => {
    const keys = ["x.ipynb", `sub${sep}x.ipynb`].map((name) =>
      notebookKey(folder, join(folder, name)),
    );
    expect(keys[0]).toBe(contentHash("x.ipynb").slice(0, 16));
    expect(keys[1]).toBe(contentHash("sub/x.ipynb").slice(0, 16));
  });
});
