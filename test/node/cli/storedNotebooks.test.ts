import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readNotebook } from "../../../src/node/course/readNotebook.js";
import { stripOutputs } from "../../../src/nbformat/stripOutputs.js";
import { parseLock } from "../../../src/node/verify/lock.js";
import { lockPath } from "../../../src/node/verify/lockPath.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

const folder = join(import.meta.dirname, "..", "..", "..", "notebooks");
const stored = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

describe("notebooks/", () => {
  it("the check sees outputs and counts", () => {
    const output = { name: "stdout", output_type: "stream" as const, text: "x" };
    expect(stripOutputs(notebookOf([{ outputs: [output] }]))).toBe(true);
    expect(stripOutputs(notebookOf([{ execution_count: 1 }]))).toBe(true);
    expect(stripOutputs(notebookOf(["1"]))).toBe(false);
  });

  // A folder without notebooks has nothing to refuse.
  it.each(stored)("%s is stored without outputs", (name) => {
    const { notebook } = readNotebook(join(folder, name));
    expect(stripOutputs(notebook), `lossbook clean notebooks/${name}`).toBe(false);
  });

  it.each(stored)("%s has a lock whose cells are its own", (name) => {
    const path = lockPath(join(folder, name));
    expect(existsSync(path), `lossbook verify --update notebooks/${name}`).toBe(true);
    const ids = readNotebook(join(folder, name)).notebook.cells.map(({ id }) => id);
    const locked = Object.keys(parseLock(readFileSync(path, "utf8")).cells);
    expect(locked.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
