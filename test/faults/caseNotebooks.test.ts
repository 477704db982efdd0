import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readNotebook } from "../../src/node/course/readNotebook.js";
import { mapConcurrently } from "../../src/node/run/mapConcurrently.js";
import type { NotebookRun } from "../../src/node/run/notebookRun.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { renderReport } from "../../src/report/page/renderReport.js";
import { machinePaths } from "../node/machinePaths.js";

/** Smallest notebooks that once went wrong on the kernel, and what their pages show now. */
const cases: readonly (readonly [name: string, status: NotebookRun["status"], shown: RegExp])[] = [
  ["ansi-256", "ok", /color:rgb\(255,135,0\)">orange<\/span> <span style="color:rgb\(0,128,0\)">green/],
  ["child-inherit", "ok", /from child[\s\S]*err/],
  ["csv-header-spaces", "ok", /&#39;Variable 1&#39;, &#39;Variable 2&#39;/],
  ["csv-latin1", "ok", /Köln/],
  ["csv-pipe", "ok", /&#39;a&#39;, &#39;b&#39;/],
  ["error-stack", "ok", /SyntaxError: [\s\S]*JSON[\s\S]*cell 1:2:/],
  ["figure-frames", "ok", /"frames":\[\{"data":\[\{"x":\[1,2\],"y":\[1,2\]\}\]\}\]/],
  ["figure-large-numbers", "ok", /123456789\.12,123456790\.34/],
  ["figure-map", "ok", /class="notice">[^<]*choropleth/],
  ["import-attributes", "ok", /\{ a: 1 \}/],
  ["live-carriage-return", "ok", />done</],
  ["live-console-table-map", "ok", /\(iteration index\) │ Key │ Values[\s\S]*│ 日本 {3}│/],
  ["live-node-globals", "ok", />hi<[\s\S]*>2</],
  ["live-rejection", "ok", /nobody/],
  ["live-typescript", "ok", />3<[\s\S]*>1<[\s\S]*>1</],
  ["stdin", "error", /no input/],
  ["vega-lost", "ok", /application\/vnd\.vegalite\.v5\+json/],
]; // prettier-ignore

const folder = join(import.meta.dirname, "..", "fixtures", "cases");
const pages = new Map<string, { readonly run: NotebookRun; readonly html: string }>();

beforeAll(async () => {
  await mapConcurrently(cases, 2, async ([name]) => {
    const path = join(folder, `${name}.ipynb`);
    const run = await runNotebook(path, readNotebook(path).notebook, { timeout: 60_000 });
    const { article } = await renderReport(run.notebook, { fallbackTitle: name });
    pages.set(name, { run, html: article.text });
  });
});

describe("smallest notebooks that once went wrong, run afresh", () => {
  it.each(cases)("%s", (name, status, shown) => {
    const { run, html } = pages.get(name)!;
    expect(run.status, JSON.stringify(run.failure)).toBe(status);
    expect(html).toMatch(shown);
    expect(machinePaths(html)).toEqual([]);
    expect(run.seconds, "it waits for nothing").toBeLessThan(60);
  });

  it("csv-latin1 says which encoding it took", () => {
    expect(pages.get("csv-latin1")!.html).toMatch(/Latin-1|windows-1252|ISO-8859-1/i);
  });
});
