import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SitePlan } from "../../../src/node/publish/planSite.js";
import { writeSite } from "../../../src/node/publish/writeSite.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-site-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function plan(
  pages: Readonly<Record<string, string>>,
  assets: Readonly<Record<string, string>>,
): SitePlan {
  return {
    pages: Object.entries(pages).map(([file, html]) => ({
      file,
      html,
      scripts: [],
      assets: new Map(Object.entries(assets)),
    })),
    assets: new Map(Object.entries(assets)),
    relinked: new Map(),
    manifest: Object.keys(pages).map((file) => ({
      file,
      notebook: "0123456789abcdef",
      title: "",
      summary: "",
      assets: Object.keys(assets),
      hash: "",
    })),
  };
}

it("writes pages and shared files, and tells of every page", () => {
  const told: unknown[] = [];
  const files = writeSite(
    plan({ "a.html": "é" }, { "assets/reader-0123456789ab.js": "1" }),
    join(folder, "deep", "site"),
    (file, bytes) => told.push([file, bytes]),
  );
  const page = join(folder, "deep", "site", "a.html");
  expect(files).toEqual([page]);
  expect(told).toEqual([[page, 2]]);
  expect(readFileSync(page, "utf8")).toBe("é");
  expect(readdirSync(join(folder, "deep", "site")).sort()).toEqual(["a.html", "assets"]);
});

it("takes away shared files that no page needs, and nothing else", () => {
  mkdirSync(join(folder, "assets"));
  const others = ["logo.png", "reader.js", "reader-0123456789ab.txt", "mine-0123456789ab.js"];
  for (const name of [...others, "reader-aaaaaaaaaaaa.js", "plotly-basic-aaaaaaaaaaaa.js"])
    writeFileSync(join(folder, "assets", name), "");
  // What a page of the manifest needs stands there; notes and an index ask for nothing.
  const named = "assets/reader-aaaaaaaaaaaa.js";
  for (const name of ["notes.txt", "index.html"]) writeFileSync(join(folder, name), named);
  writeSite(plan({ "a.html": named }, { "assets/reader-bbbbbbbbbbbb.js": "1" }), folder);
  expect(readdirSync(join(folder, "assets")).sort()).toEqual(
    [...others, "reader-bbbbbbbbbbbb.js", "site.json"].sort(),
  );
});

it("takes away one file that no page needs, and where all are needed reads no page", () => {
  const [old, fresh] = ["assets/reader-aaaaaaaaaaaa.js", "assets/reader-bbbbbbbbbbbb.js"];
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, old), "");
  writeSite(plan({ "a.html": "" }, { [fresh]: "1" }), folder);
  expect(readdirSync(join(folder, "assets")).sort()).toEqual([
    "reader-bbbbbbbbbbbb.js",
    "site.json",
  ]);
});

it("keeps the shared files of a page that no manifest names", () => {
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "assets", "reader-aaaaaaaaaaaa.js"), "");
  writeFileSync(join(folder, "old.html"), '<script src="assets/reader-aaaaaaaaaaaa.js"></script>');
  writeSite(plan({ "a.html": "" }, { "assets/reader-bbbbbbbbbbbb.js": "1" }), folder);
  expect(readdirSync(join(folder, "assets")).sort()).toEqual([
    "reader-aaaaaaaaaaaa.js",
    "reader-bbbbbbbbbbbb.js",
    "site.json",
  ]);
});

it("replaces a page of lossbook's, and no other file", () => {
  const path = join(folder, "index.html");
  writeFileSync(path, '<meta name="generator" content="lossbook" />');
  writeSite(plan({ "index.html": "new" }, {}), folder);
  expect(readFileSync(path, "utf8")).toBe("new");
  writeFileSync(path, "<h1>My own page</h1>");
  expect(() => writeSite(plan({ "a.html": "", "index.html": "" }, {}), folder)).toThrow(
    "index.html is there already and is no page of lossbook's",
  );
  expect(readdirSync(folder).sort()).toEqual(["assets", "index.html"]);
});
