import { expect, it } from "vitest";
import { parseNotebook } from "../../../src/nbformat/parseNotebook.js";
import { renderNotebook } from "../../../src/node/publish/renderNotebook.js";

const text = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: "markdown", id: "a", metadata: {}, source: "# Title" },
    { cell_type: "foo", id: "b", metadata: {}, source: "its *own* text" },
    { id: "c", metadata: {}, source: "of no type" },
  ],
});

it.each([
  ["an own run", new Date(0)],
  ["somebody else's", undefined],
])("cells of unknown types come through to the page of %s, with one line", async (_, executed) => {
  const warnings: string[] = [];
  const { article } = await renderNotebook(
    parseNotebook(text),
    { fallbackTitle: "t" },
    { folder: "/", site: "/site", pages: new Map() },
    { path: "t.ipynb", executed, onWarning: (line) => warnings.push(line) },
  );
  expect(String(article)).toContain("its *own* text");
  expect(String(article)).toContain("of no type");
  expect(warnings).toEqual([
    't.ipynb: cell 2 is of type "foo", which notebooks do not have: the page shows its text, and 1 more',
  ]);
});
