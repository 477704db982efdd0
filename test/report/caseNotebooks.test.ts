import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLeniently } from "../../src/nbformat/readLeniently.js";
import { renderReport, type Report } from "../../src/report/page/renderReport.js";
import { reading } from "./readFormulas.js";

const folder = join(import.meta.dirname, "..", "fixtures", "cases");

/** What a page shows of `test/fixtures/cases/<name>.ipynb` as it stands, unrun. */
async function shown(name: string): Promise<Report & { readonly html: string }> {
  const json: unknown = JSON.parse(readFileSync(join(folder, `${name}.ipynb`), "utf8"));
  const report = await renderReport(readLeniently(json), { fallbackTitle: name });
  return { ...report, html: report.article.text };
}

/** The words of a page, without MathML and what KaTeX draws. */
const words = (html: string): string =>
  html
    .replace(/<math [\s\S]*?<\/math>/g, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#x24;", "$")
    .replaceAll("&#36;", "$");

describe("smallest notebooks that once went wrong: formulas", () => {
  it.each<[name: string, formulas: readonly string[]]>([
    ["math-dd-open-lost", ["d:a = b"]],
    ["math-dd-swallows", ["d:a = b\n + c"]],
    ["math-dd-midline", ["d:x = 1"]],
    ["math-in-html", ["i:x_5^2", "i:x_6", "i:x_7", "i:x_8"]],
    ["math-delimiters", ["i:a_1 + a_2", "d:c = d"]],
    ["math-escaped-dollar", ["i:\\$10"]],
    ["math-currency", []],
  ])("%s: every formula is set, and nothing else is one", async (name, formulas) => {
    const { html } = await shown(name);
    expect(reading(html)).toEqual(formulas);
    expect(html).not.toContain("tex-error");
  });

  it.each([
    ["math-dd-open-lost", "after M <em>emph</em>"],
    ["math-dd-swallows", "after <em>emph</em>"],
    ["math-dd-swallows", '<h2 id="n-lost-heading"'],
    ["math-dd-midline", "after <em>emph</em>"],
    ["math-escaped-dollar", "<em>cheap</em>"],
    ["math-currency", "about $61 per MWh, <em>cheaper</em> than gas at $76/MWh."],
  ])("%s: what stands around it stays: %s", async (name, text) => {
    expect((await shown(name)).html.replaceAll("&#x24;", "$")).toContain(text);
  });

  it("math-macros: a macro of one cell holds in the next", async () => {
    const { html } = await shown("math-macros");
    expect(html).not.toMatch(/tex-error|katex-error|var\(--danger\)/);
    expect(html).toContain('<mi mathvariant="normal">K</mi>');
  });

  it("math-label-ref: the equation has its number, and the reference leads to it", async () => {
    const { html } = await shown("math-label-ref");
    expect(html).not.toContain("tex-error");
    const [, target] = /<a href="#(n-[^"]+)"[^>]*>\(?1\)?<\/a>/.exec(html) ?? [];
    expect(target).toBeDefined();
    expect(html).toContain(`id="${target}"`);
  });

  it("math-env-bare: four environments without dollars are set", async () => {
    const { html } = await shown("math-env-bare");
    const formulas = reading(html);
    expect(formulas.map((one) => one.slice(0, 2))).toEqual(["d:", "d:", "d:", "d:"]);
    for (const [at, part] of ["3 & 4", "x>0", "a &", "y &"].entries())
      expect(formulas[at]).toContain(part);
    expect(html).not.toContain("tex-error");
    expect(words(html)).not.toContain("\\begin");
  });
});

describe("smallest notebooks that once went wrong: links, raw cells, text", () => {
  it.each(["anchor-name", "anchor-html-heading"])("%s: the link meets its target", async (name) => {
    const { html, deadLinks } = await shown(name);
    expect(deadLinks).toEqual([]);
    const [, target] = /<a href="#([^"]+)">go<\/a>/.exec(html) ?? [];
    expect(html).toContain(`id="${target}"`);
  });

  it("footnote-across-cells: the mark leads to the note, and the note back", async () => {
    const { html } = await shown("footnote-across-cells");
    expect(words(html)).toContain("The note.");
    expect(html).not.toContain("[^1]");
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThanOrEqual(2);
    for (const link of links) expect(ids).toContain(link);
  });

  it("raw-cell: as text, or as HTML where its format says so", async () => {
    const { html } = await shown("raw-cell");
    expect(html).toMatch(/<pre[^>]*>plain raw text<\/pre>/);
    expect(html).toContain("<b>html raw</b>");
  });

  it("attachment-space: the picture", async () => {
    expect((await shown("attachment-space")).html).toMatch(
      /<img src="data:image\/png;base64,iVBOR[^"]+" alt="Incorrect Vals.jpeg">/,
    );
  });

  it("cjk-bold: bold, beside a full-width bracket", async () => {
    expect((await shown("cjk-bold")).html).toContain("<strong>テスト（）</strong>だ");
  });

  it("stored-cr: the last state of a progress bar alone", async () => {
    const { html } = await shown("stored-cr");
    expect(words(html)).toContain("100%|##| 3/3");
    expect(words(html)).not.toMatch(/50%|0\/3/);
  });
});
