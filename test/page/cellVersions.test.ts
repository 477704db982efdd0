import { describe, expect, it } from "vitest";
import { CellVersions } from "../../src/page/work/cellVersions.js";
import type { KeptCell } from "../../src/page/work/kept.js";

/** A visit to the cell as the author has it now; what it keeps is what the next visit begins with. */
function visit(written: string, kept?: KeptCell) {
  const visited = {
    kept,
    cell: new CellVersions(written, kept, (now) => void (visited.kept = now)),
  };
  return visited;
}

describe("the versions of a cell", () => {
  it("keeps an edit, and nothing once it is taken back", () => {
    const first = visit("a");
    expect([first.cell.edited, first.cell.choice]).toEqual([false, undefined]);
    first.cell.edit("mine");
    expect(first.kept).toEqual({ source: "mine", from: "a" });
    const second = visit("a", first.kept);
    expect([second.cell.source, second.cell.choice]).toEqual(["mine", undefined]);
    second.cell.edit("a");
    expect(second.kept).toBeUndefined();
  });

  it("shows the reader's text after the author changed the cell, and both can be chosen for ever", () => {
    const changed = visit("b", { source: "mine", from: "a" });
    expect([changed.cell.source, changed.cell.choice]).toEqual(["mine", "yours"]);
    changed.cell.edit("mine too");
    expect(changed.kept).toEqual({ source: "mine too", from: "a" });
    changed.cell.swap();
    expect([changed.cell.source, changed.cell.choice]).toEqual(["b", "new"]);
    const later = visit("b", changed.kept);
    expect([later.cell.source, later.cell.choice, later.cell.edited]).toEqual(["b", "new", false]);
    later.cell.edit("b, and mine");
    later.cell.swap();
    expect([later.cell.source, later.cell.choice]).toEqual(["mine too", "yours"]);
    later.cell.swap();
    expect(later.cell.source).toBe("b, and mine");
    later.cell.undo();
    expect(later.kept).toBeUndefined();
    expect([later.cell.source, later.cell.choice]).toEqual(["b", undefined]);
  });

  it("offers the newest text after the author changed the cell again", () => {
    const kept = { source: "b", from: "b", other: { source: "mine", from: "a" } };
    const { cell } = visit("c", kept);
    expect([cell.source, cell.choice]).toEqual(["c", "new"]);
    cell.swap();
    expect([cell.source, cell.choice]).toEqual(["mine", "yours"]);
    cell.swap();
    expect(cell.source).toBe("c");
    const yours = visit("c", { source: "mine", from: "a", other: { source: "b", from: "b" } });
    expect(yours.cell.source).toBe("mine");
    yours.cell.swap();
    expect(yours.cell.source).toBe("c");
  });

  it("offers nothing where the author has come to the reader's text", () => {
    const { cell } = visit("mine", { source: "mine", from: "a" });
    expect([cell.edited, cell.choice]).toEqual([false, undefined]);
    const both = visit("b", { source: "b", from: "b", other: { source: "b", from: "a" } });
    expect(both.cell.choice).toBeUndefined();
  });
});
