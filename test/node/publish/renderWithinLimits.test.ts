import { expect, it } from "vitest";
import { readLeniently } from "../../../src/nbformat/readLeniently.js";
import type { RenderRequest } from "../../../src/node/publish/renderRequest.js";
import { renderWithinLimits } from "../../../src/node/publish/renderWithinLimits.js";
import { renderReport } from "../../../src/report/page/renderReport.js";

const prose = (source: string) => ({ cell_type: "markdown", id: "", metadata: {}, source });
const limits = {
  cell: 60_000,
  notebook: 60_000,
  rest: 60_000,
  memory: 400,
  mostOfCell: 1_000_000,
  mostOfPage: 2_000_000,
};

async function render(cells: readonly unknown[], more: Partial<RenderRequest> = {}) {
  const place = new SharedArrayBuffer(4);
  const answer = await renderWithinLimits({
    json: JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }),
    report: { language: "en", fallbackTitle: "theirs" },
    links: { folder: "/course", site: "/course/reports", pages: new Map() },
    skipped: [],
    limits,
    place,
    ...more,
  });
  return { ...answer, place: new Int32Array(place)[0] };
}
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
/** A notebook whose only cell shows this JSON. */
function withJson(json: string): string {
  const output = `{"output_type":"display_data","metadata":{},"data":{"application/json":${json}}}`;
  const cell = `{"cell_type":"code","id":"a","metadata":{},"source":"1","execution_count":1,"outputs":[${output}]}`;
  return `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[${cell}]}`;
}
const asSource = "This cell was too much to set";
/** The characters of a cell's markup, as the renderer counts them. */
async function lengthOf(cell: unknown): Promise<number> {
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
  let counted = 0;
  await renderReport(readLeniently(notebook), {
    language: "en",
    fallbackTitle: "theirs",
    guard: {
      maySet: () => true,
      maySay: (_, length) => (counted = length) > 0,
      failed: () => undefined,
    },
  });
  return counted;
}

it("a report crosses as text, and no cell is being set when it does", async () => {
  const answer = await render([prose("# A *b*\n\nFirst."), prose("## C\n\n$x$")]);
  expect(answer).toMatchObject({
    title: "A b",
    titleHtml: "A <em>b</em>",
    summary: "First.",
    sourceCells: [],
    deadLinks: [],
    outgoingLinks: [],
    place: -1,
  });
  expect(answer.headings.map(({ title }) => title)).toEqual(["A <em>b</em>", "C"]);
  expect(answer.fonts).toContain("KaTeX_Math-Italic");
  expect(structuredClone(answer)).toEqual(answer);
});

it("a cell that is to be skipped is shown as its source, and not told of again", async () => {
  const { article, sourceCells } = await render([prose("*a*"), prose("*b*")], {
    skipped: [[1, "took longer than 3 s"]],
  });
  expect(article).toContain("<em>a</em>");
  expect(article).not.toContain("<em>b</em>");
  expect(article).toContain(asSource);
  expect(sourceCells).toEqual([]);
});

it("the cells that are left when the time is used up are shown as their source", async () => {
  const { article, sourceCells } = await render([prose("*a*"), prose("*b*")], {
    limits: { ...limits, notebook: -1 },
  });
  expect(article).not.toContain("<em>");
  const reason = "came after the time for the whole notebook was used up";
  expect(sourceCells).toEqual([
    [0, reason],
    [1, reason],
  ]);
});

it("markup up to its limits is shown, of a cell and of all, and one character more is not", async () => {
  const long = prose("a".repeat(1000));
  const short = prose("a");
  const length = await lengthOf(long);
  const of = async (mostOfCell: number, mostOfPage: number, cells = [long]) =>
    (await render(cells, { limits: { ...limits, mostOfCell, mostOfPage } })).sourceCells;
  const said = "became 0 MB of markup";
  expect(await of(length, 2 * length)).toEqual([]);
  expect(await of(length - 1, 2 * length)).toEqual([[0, said]]);
  expect(await of(length, length)).toEqual([]);
  expect(await of(length, length - 1)).toEqual([[0, said]]);
  // What is left out leaves its room to those after it.
  expect(await of(length, length - 1, [long, short, short])).toEqual([[0, said]]);
  expect(await of(length, 2 * length - 1, [long, long, short])).toEqual([[1, said]]);
});

it("markup that is too much is told of by its size", async () => {
  const { sourceCells, article } = await render([], {
    json: withJson(nested(700)),
    limits: { ...limits, mostOfCell: 100_000 },
  });
  expect(sourceCells).toEqual([[0, "became 1 MB of markup"]]);
  expect(article).toContain(asSource);
  expect(article.length).toBeLessThan(100_000);
});

it("a cell that cannot be set is shown as its source, with the reason", async () => {
  const { sourceCells, article } = await render([], { json: withJson(nested(100_000)) });
  expect(sourceCells).toEqual([[0, "is nested too deeply"]]);
  expect(article).toContain(asSource);
});
