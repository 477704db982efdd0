import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../src/nbformat/parseNotebook.js";

const old = (...cells: unknown[]) =>
  JSON.stringify({ nbformat: 3, nbformat_minor: 0, metadata: {}, worksheets: [{ cells }] });
const read = (text: string) =>
  parseNotebook(text, { repairIds: true, onProblems: () => undefined });

describe("a notebook of format 3", () => {
  it("has its headings and its Markdown, from all worksheets", () => {
    const cells = [
      { cell_type: "heading", level: 2, metadata: {}, source: ["Two\n", "lines"] },
      { cell_type: "html", metadata: {}, source: "<b>x</b>" },
      { cell_type: "raw", metadata: {}, source: "r" },
    ];
    const worksheets = [{ cells }, { cells: [{ cell_type: "markdown", source: ["a\n", "b"] }] }];
    const text = JSON.stringify({ nbformat: 2, worksheets });
    expect(read(text).cells).toMatchObject([
      { cell_type: "markdown", source: "## Two lines" },
      { cell_type: "markdown", source: "<b>x</b>" },
      { cell_type: "raw", source: "r" },
      { cell_type: "markdown", source: ["a\n", "b"] },
    ]);
  });

  it("has its code with every output under its MIME type", () => {
    const outputs = [
      { output_type: "stream", stream: "stderr", text: ["a"] },
      {
        output_type: "pyout",
        prompt_number: 3,
        metadata: { png: { width: 7 } },
        text: ["t"],
        html: "<i>h</i>",
        png: "AAAA",
        svg: "<svg/>",
        jpeg: "BBBB",
        latex: "$x$",
        javascript: "1",
        json: ['{"a"', ":1}"],
      },
      { output_type: "pyerr", ename: "E", evalue: "v", traceback: ["t"] },
      { "output_type": "display_data", "application/x": "y", "text": "z" },
    ];
    const code = { cell_type: "code", collapsed: true, input: ["1\n", "2"], prompt_number: 3 };
    const { cells, nbformat } = read(old({ ...code, metadata: {}, language: "python", outputs }));
    expect(nbformat).toBe(4);
    expect(cells).toMatchObject([
      {
        source: ["1\n", "2"],
        execution_count: 3,
        metadata: { collapsed: true },
        outputs: [
          { output_type: "stream", name: "stderr", text: ["a"] },
          {
            output_type: "execute_result",
            execution_count: 3,
            metadata: { "image/png": { width: 7 } },
            data: {
              "text/plain": ["t"],
              "text/html": "<i>h</i>",
              "image/png": "AAAA",
              "image/svg+xml": "<svg/>",
              "image/jpeg": "BBBB",
              "text/latex": "$x$",
              "application/javascript": "1",
              "application/json": { a: 1 },
            },
          },
          { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
          { output_type: "display_data", data: { "application/x": "y", "text/plain": "z" } },
        ],
      },
    ]);
  });

  it("is refused with its first problem where a field is wrong, and where it may not be changed", () => {
    const told: string[] = [];
    const text = old({ cell_type: "code", input: 3, outputs: [] });
    parseNotebook(text, { onProblems: (line) => told.push(line) });
    expect(told).toEqual([expect.stringMatching(/cells\[0\]\.source must be a string/)]);
    expect(() => read(old(3))).toThrow("cell 1 must be an object");
    expect(() => parseNotebook(old())).toThrow("nbformat must be 4, got 3");
  });
});
