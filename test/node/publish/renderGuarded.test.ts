import { describe, expect, it } from "vitest";
import { renderGuarded, type RenderLimits } from "../../../src/node/publish/renderGuarded.js";

const prose = (source: string) => ({ cell_type: "markdown", id: "", metadata: {}, source });
const links = { folder: "/course", site: "/course/reports", pages: new Map<string, string>() };
/** Time enough for a machine that is busy with other things, and little memory. */
const limits: RenderLimits = {
  cell: 1_500,
  notebook: 20_000,
  patience: 20,
  memory: 150,
  mostOfCell: 5_000_000,
  mostOfPage: 8_000_000,
};
const notebook = (cells: readonly unknown[]) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
const render = (cells: readonly unknown[]) =>
  renderGuarded(
    { json: notebook(cells), report: { language: "en", fallbackTitle: "theirs" }, links },
    limits,
  );

// Cells that take too long or become too large, which takes seconds: test/faults/renderGuarded.test.ts.
describe("a notebook that nobody vouches for", () => {
  it("is rendered as any other", async () => {
    const { report, sourceCells } = await render([
      prose("# Theirs\n\n$x^2$"),
      prose("## Part\n\n*b*"),
    ]);
    expect(sourceCells).toEqual([]);
    expect(report).toMatchObject({ title: "Theirs", codeCells: [], plotly: undefined });
    expect(report.titleHtml.text).toBe("Theirs");
    expect(report.headings.map(({ title }) => title.text)).toEqual(["Theirs", "Part"]);
    expect(report.article.text).toContain("<em>b</em>");
    expect(report.fonts.length).toBeGreaterThan(0);
  });

  it("shows the cells that are left as their source when the time is used up", async () => {
    const cells = Array.from({ length: 400 }, (_, at) => prose(`*a* $x_{${at}}$`));
    const json = notebook(cells);
    const report = { language: "en", fallbackTitle: "theirs" };
    const outcome = await renderGuarded({ json, report, links }, { ...limits, notebook: 1 });
    expect(outcome.sourceCells.length).toBeGreaterThan(300);
    expect(outcome.report.article.text.match(/<section/g)?.length).toBe(400);
  });

  it("is too much where it cannot be read", async () => {
    const report = { language: "en", fallbackTitle: "theirs" };
    await expect(renderGuarded({ json: "{", report, links }, limits)).rejects.toThrow(
      /^is too much to publish: it could not be read \(.*JSON.*\)$/,
    );
  });

  it("finds its places by their ids, as any other", async () => {
    const { report } = await render([prose('# Part one\n\n<a id="Own"></a>')]);
    expect(report.findAnchor("Own")).toBe("n-Own");
    expect(report.findAnchor("part-one")).toBe("n-part-one");
    expect(report.findAnchor("none")).toBe(undefined);
  });
});
