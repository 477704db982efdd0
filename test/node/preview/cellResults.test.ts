import { expect, it } from "vitest";
import { parseNotebook } from "../../../src/nbformat/parseNotebook.js";
import type { Output } from "../../../src/nbformat/notebook.js";
import {
  codeCells,
  commonCells,
  isSameCode,
  runnableCells,
  withResults,
} from "../../../src/node/preview/cellResults.js";
import { changeOf } from "../../../src/node/preview/watchCourse.js";
import { notebookText, type WrittenCell } from "../check/faultyNotebooks.js";

const notebook = (cells: readonly WrittenCell[]) => parseNotebook(notebookText(cells));
const print = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const shown = (cells: readonly WrittenCell[], results: Parameters<typeof withResults>[1]) =>
  codeCells(withResults(notebook(cells), results)).map(({ outputs: [first] }) =>
    first?.output_type === "stream" ? first.text : undefined,
  );
const a = { code: "1;", id: "a" };
const b = { code: "2;", id: "b" };
const results = {
  cells: runnableCells(notebook(["# T", a, b])),
  outputs: [[print("one")], [print("two")]],
  tables: [],
  at: new Date(),
};

it("words, ids and their places make no difference to a run; code, order and its tags do", () => {
  const same = runnableCells(notebook(["Other", { ...a, id: "x" }, "words", b, "end"]));
  expect(isSameCode(results.cells, same)).toBe(true);
  for (const other of [
    [a],
    [b, a],
    [a, b, { ...a, id: "c" }],
    [a, { ...b, code: "2; " }],
    [a, { ...b, metadata: { tags: ["skip_execution"] } }],
  ] as WrittenCell[][])
    expect(isSameCode(results.cells, runnableCells(notebook(other))), JSON.stringify(other)).toBe(
      false,
    );
  expect(commonCells(results.cells, runnableCells(notebook([a, { ...b, code: "3;" }])))).toBe(1);
});

it("results stand with the same code by place, with other code by the cell's id", () => {
  expect(shown(["w", { ...a, id: "x" }, b], results)).toEqual(["one", "two"]);
  expect(shown([b, a], results)).toEqual(["two", "one"]);
  expect(shown([{ code: "0;", id: "new" }, a], results)).toEqual([undefined, "one"]);
  expect(shown([a, b], undefined)).toEqual([undefined, undefined]);
});

it("a cell that a run passes over shows what stands in the file, as in a report", () => {
  const skipped = { ...b, metadata: { tags: ["skip-execution"] } };
  const given = notebook([a, skipped]);
  const before = { ...results, cells: runnableCells(given) };
  codeCells(given)[1]!.outputs = [print("of an editor")];
  expect(codeCells(withResults(given, before)).map(({ outputs }) => outputs)).toEqual([
    [print("one")],
    [print("of an editor")],
  ]);
});

it("a file means what its name says, and an editor's own files nothing", () => {
  const known = new Set(["/c/notebooks/01.ipynb"]);
  const kinds = {
    "/c/notebooks/01.ipynb": "notebook",
    "/c/lossbook.config.json": "config",
    "/c/src/model.ts": "code",
    "/c/data/mine.csv": "code",
    "/c/notebooks/a.PNG": "picture",
    "/c/notebooks/02.ipynb": undefined,
    "/c/notebooks/.01.ipynb.swp": undefined,
    "/c/notebooks/01.ipynb~": undefined,
    "/c/notebooks/4913": undefined,
    "/c/README.md": undefined,
  };
  for (const [path, kind] of Object.entries(kinds)) expect(changeOf(path, known), path).toBe(kind);
});
