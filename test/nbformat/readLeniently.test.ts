import { describe, expect, it } from "vitest";
import { findProblems } from "../../src/nbformat/findProblems.js";
import { readLeniently } from "../../src/nbformat/readLeniently.js";
import { hasTag } from "../../src/nbformat/tags.js";

const withCells = (...cells: unknown[]) => ({ nbformat: 4, nbformat_minor: 2, metadata: 5, cells });

describe("a notebook read leniently", () => {
  it("is a valid notebook, whatever its fields hold", () => {
    const notebook = readLeniently(
      withCells(
        { cell_type: "code", source: 3, metadata: [], outputs: {}, execution_count: "1" },
        {
          cell_type: "code",
          id: "a b",
          source: ["a\n", 7, "b"],
          metadata: { tags: ["keep", 1] },
          outputs: [
            4,
            { output_type: "pyout" },
            { output_type: "stream", name: {}, text: ["x", null] },
            { output_type: "error", ename: 1, traceback: "no" },
            { output_type: "execute_result", data: [], execution_count: -2 },
          ],
        },
        { cell_type: "markdown", id: "m", source: "m", attachments: { a: 1, b: { c: "d" } } },
        { cell_type: "raw", id: "m", source: "r", metadata: { tags: "no" } },
      ),
    );
    expect(findProblems(notebook)).toEqual([]);
    expect(notebook.cells[1]).toMatchObject({
      source: "a\nb",
      metadata: { tags: ["keep"] },
      outputs: [
        { output_type: "stream", name: "stdout", text: "x" },
        { output_type: "error", ename: "", traceback: [] },
        { output_type: "execute_result", data: {}, execution_count: null },
      ],
    });
    expect(notebook.cells[2]).toMatchObject({ id: "m", attachments: { b: { c: "d" } } });
  });

  it("gives the same ids each time, and none twice", () => {
    const json = withCells(
      { cell_type: "raw", source: "a" },
      { cell_type: "raw", source: "a" },
      { cell_type: "raw", source: "b" },
    );
    const ids = readLeniently(json).cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => /^[0-9a-f]{12}$/.test(id))).toBe(true);
    expect(readLeniently(json).cells.map(({ id }) => id)).toEqual(ids);
    expect(json.cells[0]).not.toHaveProperty("id");
  });

  it.each([
    [null, "a notebook is a JSON object, got null"],
    [{ nbformat: 3 }, "must be of format 4, got nbformat 3"],
    [{ nbformat: 4, cells: {} }, "cells must be an array, got an object"],
    [withCells(1), "cell 1 must be an object, got 1"],
  ])("refuses %j in one line", (json, reason) => {
    expect(() => readLeniently(json)).toThrow(reason);
  });
});

it("a tag is found in its spelling with - and with _", () => {
  const tagged = (tag: string) => ({ metadata: { tags: [tag] } });
  expect(hasTag(tagged("hide-input"), "hide-input")).toBe(true);
  expect(hasTag(tagged("remove_single_output"), "remove-single-output")).toBe(true);
  expect(hasTag(tagged("hide"), "hide-input")).toBe(false);
  expect(hasTag({ metadata: {} }, "hide-input")).toBe(false);
});
