import { describe, expect, it } from "vitest";
import { formatNotebook } from "../../src/nbformat/formatNotebook.js";
import { parseNotebook } from "../../src/nbformat/parseNotebook.js";
import { readLeniently } from "../../src/nbformat/readLeniently.js";
import { typeOf, unknownCells } from "../../src/nbformat/unknownCells.js";

const withCells = (...cells: object[]) => ({
  nbformat: 4,
  nbformat_minor: 4,
  metadata: {},
  cells: cells.map((cell) => ({ metadata: {}, ...cell })),
});

describe("a cell of a type that notebooks do not have", () => {
  const json = withCells(
    { cell_type: "foo", source: "a *text*", own: [1] },
    { cell_type: "heading", level: 2, source: "Old\nheading" },
    { source: ["without", " a type"] },
    { cell_type: "markdown", source: "known" },
    {
      cell_type: "sql",
      source: "select 1",
      outputs: [{ output_type: "stream", name: "stdout", text: "1" }],
    },
  );

  it("is read, told of, and written back as it was", () => {
    const notebook = parseNotebook(JSON.stringify(json));
    expect(unknownCells(notebook).map((cell) => [cell.number, typeOf(cell)])).toEqual([
      [1, '"foo"'],
      [2, '"heading"'],
      [3, "none"],
      [5, '"sql"'],
    ]);
    expect(JSON.parse(formatNotebook(notebook))).toMatchObject(
      JSON.parse(JSON.stringify({ ...json, nbformat_minor: 5 })) as object,
    );
  });

  it("is shown: headings as they were meant, what has outputs with them, all others by their text", () => {
    expect(readLeniently(json).cells).toMatchObject([
      { cell_type: "raw", source: "a *text*" },
      { cell_type: "markdown", source: "## Old heading" },
      { cell_type: "raw", source: "without a type" },
      { cell_type: "markdown", source: "known" },
      { cell_type: "code", source: "select 1", outputs: [{ text: "1" }] },
    ]);
  });
});
