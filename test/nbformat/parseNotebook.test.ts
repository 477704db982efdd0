import { describe, expect, it } from "vitest";
import { formatNotebook } from "../../src/nbformat/formatNotebook.js";
import { NotebookError } from "../../src/nbformat/notebookError.js";
import { parseNotebook } from "../../src/nbformat/parseNotebook.js";
import { notebookOf } from "./notebookOf.js";

const withCell = (cell: Record<string, unknown>) =>
  JSON.stringify({ ...notebookOf([]), cells: [{ ...notebookOf([""]).cells[0], ...cell }] });
const withOutput = (output: unknown) => withCell({ outputs: [output] });

describe("parseNotebook", () => {
  it("keeps a notebook as it stands, unknown fields and the order of keys too", () => {
    const text = formatNotebook(
      notebookOf(["1", { metadata: { foo: { bar: [1, null] } } }], (notebook) => {
        Object.assign(notebook.cells[0]!, { unknown: true });
        notebook.metadata.extra = { deep: ["é", "\u2028"] };
      }),
    );
    expect(formatNotebook(parseNotebook(text))).toBe(text);
  });

  it("reads past a byte order mark only where the file reader has taken it off", () => {
    expect(() => parseNotebook(`\uFEFF${JSON.stringify(notebookOf([]))}`)).toThrow(/not JSON/);
  });

  it.each([
    ["", "the file is empty"],
    ["hello", "not JSON"],
    ["[1]", "expected a JSON object with cells"],
    ["null", "expected a JSON object with cells"],
    ["{}", 'neither "nbformat" nor "cells" is there'],
    ['{"nbformat":3,"worksheets":[]}', "nbformat must be 4, got 3; open and save it in Jupyter"],
    ['{"nbformat":5,"nbformat_minor":0,"cells":[]}', "nbformat must be 4, got 5"],
    ['{"nbformat":"4","cells":[]}', 'nbformat must be 4, got "4"'],
    ['{"nbformat":4,"cells":[]}', "nbformat_minor must be a whole number, got nothing"],
    ['{"nbformat":4,"nbformat_minor":5,"metadata":{}}', "cells is missing: expected an array"],
    ['{"nbformat":4,"nbformat_minor":5,"cells":[]}', "metadata is missing: expected an object"],
    [withCell({ id: undefined }), "cells[0].id is missing"],
    [withCell({ id: "a b" }), 'cells[0].id must be 1 to 64 letters, digits, - or _, got "a b"'],
    [withCell({ id: 7 }), "cells[0].id must be 1 to 64 letters"],
    [withCell({ source: 3 }), "cells[0].source must be a string or an array of strings, got 3"],
    [withCell({ source: ["a", null] }), "cells[0].source[1] must be a string, got null"],
    [withCell({ metadata: [] }), "cells[0].metadata must be an object, got an empty array"],
    [withCell({ metadata: { tags: "x" } }), "cells[0].metadata.tags must be an array of strings"],
    [withCell({ execution_count: "1" }), 'execution_count must be a whole number or null, got "1"'],
    [withCell({ outputs: {} }), "cells[0].outputs must be an array, got an object"],
    [withOutput(5), "cells[0].outputs[0] must be an object, got 5"],
    [withOutput({ output_type: "pyout" }), 'outputs[0].output_type must be "stream"'],
    [withOutput({ output_type: "stream", text: "" }), "outputs[0].name is missing"],
    [
      withOutput({ output_type: "display_data", data: { "text/plain": 3 }, metadata: {} }),
      'outputs[0].data["text/plain"] must be a string',
    ],
    [
      withOutput({ output_type: "error", ename: "E", evalue: "", traceback: "x" }),
      "outputs[0].traceback must be an array of strings",
    ],
  ])("says in one line what is wrong with %.60s", (text, reason) => {
    const error = thrownBy(() => parseNotebook(text));
    expect(error).toBeInstanceOf(NotebookError);
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain("\n");
  });

  it("names both places of a double id, and repairs ids when asked", () => {
    const text = JSON.stringify(notebookOf(["1", { id: "c1", source: "2" }]));
    expect(() => parseNotebook(text)).toThrow(
      'cells[1].id must be unique, got "c1" again (first in cells[0])',
    );
    const repaired = parseNotebook(text, { repairIds: true });
    expect(repaired.cells[0]!.id).toBe("c1");
    expect(repaired.cells[1]!.id).toMatch(/^[0-9a-f]{12}$/);
  });

  it("lists three problems and counts the rest", () => {
    const text = JSON.stringify({ ...notebookOf([]), cells: [1, 2, 3, 4, 5] });
    const { message } = thrownBy(() => parseNotebook(text));
    expect(message).toContain("cells[2]");
    expect(message).not.toContain("cells[3]");
  });

  it("brings format 4.0 to 4.4 to 4.5 with ids that are the same each time", () => {
    const old = JSON.stringify({ ...notebookOf(["1", "1", "2"]), nbformat_minor: 2 }).replace(
      /"id":"c\d",/g,
      "",
    );
    const notebook = parseNotebook(old);
    expect(notebook.nbformat_minor).toBe(5);
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(3);
    expect(parseNotebook(old)).toEqual(notebook);
    expect(Object.keys(notebook.cells[0]!)).toEqual([...Object.keys(notebook.cells[0]!)].sort());
  });

  it("shows what others write against the format, and says so in one line", () => {
    const outputs = [
      { output_type: "display_data", metadata: {}, data: { "application/vnd.deno": {} } },
      { output_type: "pyout", data: { "text/plain": "old" } },
      { output_type: "print", text: ["a\n", "b"] },
    ];
    const text = withCell({ outputs, execution_count: "3" });
    const told: string[] = [];
    const { cells } = parseNotebook(text, {
      repairIds: true,
      onProblems: (line) => told.push(line),
    });
    expect(cells).toMatchObject([
      {
        execution_count: null,
        outputs: [
          { data: { "application/vnd.deno": {} } },
          { output_type: "display_data", data: { "text/plain": "old" } },
          { output_type: "stream", text: "a\nb" },
        ],
      },
    ]);
    expect(told).toEqual([
      expect.stringMatching(/^not a valid notebook: cells\[0\]\.execution_count .*; and 1 more$/),
    ]);
    expect(() => parseNotebook(text, { repairIds: true })).toThrow(told[0]);
  });

  it("refuses what nests too deep to be written back, before anything recurses into it", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const text of [
      `{"nbformat":${deep}}`,
      `{"nbformat":4,"nbformat_minor":5,"cells":[],"metadata":{"x":${deep}}}`,
    ]) {
      expect(() => parseNotebook(text)).toThrow("nests deeper than 256 levels");
    }
  });

  it("counts arrays where they are, and not what stands inside a text", () => {
    const many = '\\"['.repeat(10_000_001);
    const cell = { cell_type: "markdown", id: "a", metadata: {}, source: "…" };
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] });
    expect(parseNotebook(text.replace("…", () => many)).cells).toHaveLength(1);
    expect(() => parseNotebook(`{"a":[${"[],".repeat(10_000_000)}1]}`)).toThrow(
      "more than 10 million arrays and objects",
    );
  });
});

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected an error");
}
