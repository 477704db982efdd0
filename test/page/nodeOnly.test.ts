import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { declaredNames, importedNames, usedNames } from "./cellNames.js";

interface Cell {
  readonly id: string;
  readonly source: string;
  readonly nodeOnly: boolean;
}

/** The live cells that read what only a `node-only` cell has made. */
function stranded(cells: readonly Cell[]): string[] {
  const kernelOnly = new Map<string, string>();
  const faults: string[] = [];
  for (const { id, source, nodeOnly } of cells) {
    const declared = [...declaredNames(source), ...(nodeOnly ? [] : importedNames(source))];
    if (nodeOnly) declared.forEach((name) => kernelOnly.set(name, id));
    else {
      declared.forEach((name) => kernelOnly.delete(name));
      for (const name of usedNames(source))
        if (kernelOnly.has(name)) faults.push(`${id} reads ${name} of ${kernelOnly.get(name)}`);
    }
  }
  return faults;
}

const live = (id: string, source: string): Cell => ({ id, source, nodeOnly: false });
const kernel = (id: string, source: string): Cell => ({ id, source, nodeOnly: true });

describe("a live cell that reads a variable of a node-only one", () => {
  it.each<[string, readonly Cell[], readonly string[]]>([
    ["a constant", [kernel("a", "const rows = 1;"), live("b", "rows + 1")], ["b reads rows of a"]],
    [
      "a pattern",
      [kernel("a", "const { x: [rows, ...rest] } = f();"), live("b", "({ rest })")],
      ["b reads rest of a"],
    ],
    [
      "a function inside a function",
      [kernel("a", "async function load(): Promise<void> {}"), live("b", "() => () => load()")],
      ["b reads load of a"],
    ],
    [
      "a property of that name",
      [kernel("a", "const rows = 1;"), live("b", "o.rows; ({ rows: 1 })")],
      [],
    ],
    [
      "a name that is made again",
      [kernel("a", "const rows = 1;"), live("b", "const rows = 2; rows")],
      [],
    ],
    ["another kernel cell", [kernel("a", "const rows = 1;"), kernel("b", "rows")], []],
    [
      "a type",
      [kernel("a", "interface Row { x: number }"), live("b", "let r: Row | undefined;")],
      [],
    ],
  ])("%s", (_, cells, faults) => {
    expect(stranded(cells)).toEqual(faults);
  });
});

const folder = join(import.meta.dirname, "..", "..", "notebooks");
const course = readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => {
    const { cells } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
      cells: {
        id: string;
        cell_type: string;
        source: string | string[];
        metadata: { tags?: string[] };
      }[];
    };
    return {
      name,
      cells: cells
        .filter(({ cell_type }) => cell_type === "code")
        .map(({ id, source, metadata }): Cell => ({
          id,
          source: [source].flat().join(""),
          nodeOnly: ["node-only", "node_only", "skip-execution"].some((tag) =>
            metadata.tags?.includes(tag),
          ),
        })),
    };
  });

describe("the course in a page", () => {
  it.each(course)("$name: no live cell stands on a node-only one", ({ cells }) => {
    expect(stranded(cells)).toEqual([]);
  });

  it("is alive: at most 15% of the code cells are node-only", () => {
    const cells = course.flatMap((notebook) => notebook.cells);
    const alive = cells.filter(({ nodeOnly }) => !nodeOnly).length;
    expect(cells.length).toBeGreaterThan(50);
    expect(alive / cells.length).toBeGreaterThanOrEqual(0.85);
  });
});
