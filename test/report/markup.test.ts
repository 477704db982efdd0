import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLeniently } from "../../src/nbformat/readLeniently.js";
import { renderReport } from "../../src/report/page/renderReport.js";
import { markupCases, type MarkupCase } from "./markupCases.js";

/**
 * The markup of every part of a page, read once by eye and written down: what changes is seen in the diff. Where a
 * change is meant, `LOSSBOOK_WRITE_MARKUP=1 npx vitest run test/report/markup.test.ts` writes the file anew.
 */
const path = join(import.meta.dirname, "../fixtures/report/markup.json");
type Written = Record<string, Record<string, unknown>>;

/** KaTeX's markup is KaTeX's: a formula is shown as its TeX, and how it is set. */
const withoutKatex = (html: string): string => {
  let rest = html;
  for (;;) {
    const from = rest.search(/<span class="katex(?:-display)?"/);
    if (from < 0) return rest;
    let depth = 0;
    let end = from;
    for (const tag of rest.slice(from).matchAll(/<(\/?)span\b[^>]*>/g)) {
      depth += tag[1] === "/" ? -1 : 1;
      end = from + tag.index + tag[0].length;
      if (depth === 0) break;
    }
    const formula = rest.slice(from, end);
    const tex = /<annotation[^>]*>([^]*?)<\/annotation>/.exec(formula)?.[1] ?? "";
    const ids = [...formula.matchAll(/ id="([^"]*)"/g)].map(([, id]) => `#${id}`).join("");
    const tag = /<span class="tag">([^]*?)<\/span><\/span>/.exec(formula)?.[1] ?? "";
    const number = tag.replace(/<[^>]*>/g, "");
    rest = `${rest.slice(0, from)}⟦${formula.startsWith('<span class="katex-display') ? "display " : ""}${tex}${number}${ids}⟧${rest.slice(end)}`;
  }
};
const oneLine = (html: string): string => withoutKatex(html).replace(/\s+/g, " ").trim();

async function render({ cells, options }: MarkupCase): Promise<Record<string, unknown>> {
  const notebook = readLeniently({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
  const report = await renderReport(notebook, { fallbackTitle: "untitled", ...options });
  return JSON.parse(
    JSON.stringify({
      html: oneLine(report.article.text),
      title: report.title,
      summary: report.summary,
      headings: report.headings.map(
        ({ level, id, title }) => `${level} #${id} ${oneLine(title.text)}`,
      ),
      plotly: report.plotly,
      fonts: report.fonts,
      dead: report.deadLinks,
      outgoing: report.outgoingLinks,
    }),
  ) as Record<string, unknown>;
}

describe("the markup of", () => {
  if (process.env["LOSSBOOK_WRITE_MARKUP"] === "1")
    it("everything is written down", async () => {
      const written: Written = {};
      for (const one of markupCases) written[one.name] = await render(one);
      writeFileSync(path, `${JSON.stringify(written, null, 1)}\n`);
      expect(Object.keys(written)).toHaveLength(markupCases.length);
    });
  const written = JSON.parse(readFileSync(path, "utf8")) as Written;
  it.each(markupCases.map((one) => [one.name, one] as const))("%s", async (name, one) => {
    expect(await render(one)).toEqual(written[name]);
  });
});
