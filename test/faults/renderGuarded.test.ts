import { describe, expect, it } from "vitest";
import { renderGuarded } from "../../src/node/publish/renderGuarded.js";
import type { RenderLimits } from "../../src/node/publish/renderRequest.js";

const prose = (source: string) => ({ cell_type: "markdown", id: "", metadata: {}, source });
const links = { folder: "/course", site: "/course/reports", pages: new Map<string, string>() };
/** Time enough, and little memory. */
const limits: RenderLimits = {
  cell: 1_500,
  notebook: 20_000,
  rest: 60_000,
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

describe("a notebook that nobody vouches for", () => {
  it.each([
    ["takes too long", prose("1. a\n".repeat(58_000)), /took longer than 2 s/],
    [
      "becomes too large",
      prose(`[a]: http://x.org/${"y".repeat(5_000)}\n\n${"[a]\n\n".repeat(4_000)}`),
      /took more than 150 MB of memory|became \d+ MB of markup|took longer/,
    ],
  ])("shows a cell that %s as its source, and the others as they are", async (_, cell, reason) => {
    const { report, sourceCells } = await render([prose("*before*"), cell, prose("*after*")]);
    expect(sourceCells).toEqual([[1, expect.stringMatching(reason)]]);
    expect(report.article.text).toContain("<em>before</em>");
    expect(report.article.text).toContain("<em>after</em>");
    expect(report.article.text).toContain("This cell was too much to set");
  });
});
