import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { joinText } from "../../../src/nbformat/multilineText.js";
import type { Notebook } from "../../../src/nbformat/notebook.js";
import { formatNotebook } from "../../../src/nbformat/formatNotebook.js";
import { findProblems } from "../../../src/nbformat/findProblems.js";
import { makeLearnerNotebook } from "../../../src/node/run/learnerNotebook.js";
import { findCourse } from "../../../src/node/course/course.js";
import { newNotebook } from "../../../src/node/starter/newNotebook.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

const root = join(import.meta.dirname, "..", "..", "..");
const solved = "// BEGIN SOLUTION\nconst a = 1;\n// END SOLUTION\ncheck(a);";

describe("a learner's copy", () => {
  it("has the stub for the solution, and no outputs that give it away", () => {
    const notebook = notebookOf([
      { source: solved, metadata: { lossbook: { stub: ["const a: number =\n", "  undefined;"] } } },
      { source: solved, outputs: [{ name: "stdout", output_type: "stream", text: "1" }] },
      "other",
    ]);
    expect(makeLearnerNotebook(notebook)).toBe(2);
    expect(notebook.cells.map(({ source }) => joinText(source))).toEqual([
      "const a: number =\n  undefined;\ncheck(a);",
      "// your answer\ncheck(a);",
      "other",
    ]);
    expect(JSON.stringify(notebook)).not.toContain("const a = 1");
    expect(notebook.cells[1]).toMatchObject({ outputs: [] });
  });

  it("holds no solution, however it is marked, and in prose neither", () => {
    const marks = [
      "//BEGIN SOLUTION\n7\n//END SOLUTION",
      "### BEGIN SOLUTION\n7\n### END SOLUTION",
      "/* begin solution */\n7\n/* end solution */",
    ];
    const notebook = notebookOf(marks);
    notebook.cells.push({
      cell_type: "markdown",
      id: "m",
      metadata: {},
      source: "before\n<!-- BEGIN SOLUTION -->\nIt is 7.\n<!-- END SOLUTION -->",
    });
    expect(makeLearnerNotebook(notebook)).toBe(4);
    expect(JSON.stringify(notebook)).not.toContain("7");
    expect(joinText(notebook.cells[3]!.source)).toBe("before\n");
  });

  it("folds and locks the cells that pose exercises, whose source holds the truth", () => {
    const notebook = notebookOf([
      'const die = exercise({\n  kind: "numeric",\n  id: "die", truth: 7 });',
      {
        source: 'exercise({ id: "own" })',
        metadata: { nbgrader: { grade_id: "mine" }, jupyter: { outputs_hidden: true } },
      },
      "die.check(7);",
    ]);
    makeLearnerNotebook(notebook);
    expect(notebook.cells[0]!.metadata).toMatchObject({
      jupyter: { source_hidden: true },
      nbgrader: { grade_id: "die-question", locked: true, grade: false, solution: false },
    });
    expect(notebook.cells[1]!.metadata).toMatchObject({
      jupyter: { source_hidden: true, outputs_hidden: true },
      nbgrader: { grade_id: "mine" },
    });
    expect(notebook.cells[2]!.metadata).toEqual({});
  });

  it("keeps the form of the source, a text or lines, and takes a stub of either form", () => {
    const text = { source: solved, metadata: { lossbook: { stub: "const a = ?;\n" } } };
    const notebook = notebookOf([text, { ...text, source: solved.split(/(?<=\n)/) }]);
    makeLearnerNotebook(notebook);
    expect(notebook.cells.map(({ source }) => source)).toEqual([
      "const a = ?;\ncheck(a);",
      ["const a = ?;\n", "check(a);"],
    ]);
    const mixed = notebookOf([{ source: solved, metadata: { lossbook: { stub: ["a", 1] } } }]);
    expect(() => makeLearnerNotebook(mixed)).toThrow("stub must be a text or a list of lines");
  });

  it("names the cell whose region is not closed", () => {
    const open = notebookOf(["1", "// BEGIN SOLUTION\n1"]);
    expect(() => makeLearnerNotebook(open)).toThrow("cell 2 (c2): BEGIN SOLUTION is not closed");
    const stub = notebookOf([{ source: solved, metadata: { lossbook: { stub: 3 } } }]);
    expect(() => makeLearnerNotebook(stub)).toThrow("cell 1 (c1): metadata.lossbook.stub must be");
  });
});

describe("the template", () => {
  it("is a valid notebook with exercises to solve", () => {
    const notebook = newNotebook(findCourse(root), "15", "Ranking losses");
    expect(findProblems(notebook)).toEqual([]);
    expect(joinText(notebook.cells[0]!.source)).toContain("# 15 · Ranking losses");
    expect(makeLearnerNotebook(notebook)).toBe(4);
  });

  it("is of format 4.5, and answers each exercise in a cell after its own", () => {
    const { cells, ...notebook } = newNotebook(findCourse(root), "15", "Ranking losses");
    expect(notebook).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
    const answers = cells.flatMap((cell, at) =>
      cell.id?.endsWith("-answer") === true ? [{ cell, asked: cells[at - 1]! }] : [],
    );
    expect(answers).toHaveLength(4);
    for (const { cell, asked } of answers) {
      const [, name, id] = /^const (\w+) = .*?id: "([\w-]+)"/s.exec(joinText(asked.source))!;
      expect(cell.id).toBe(`${id}-answer`);
      expect(joinText(cell.source)).toMatch(
        new RegExp(`^// BEGIN SOLUTION\\n${name}\\.check\\((?!undefined).+\\);\\n// END SOLUTION$`),
      );
      const { stub } = cell.metadata["lossbook"] as { stub: string };
      expect(stub).toContain(`${name}.check(undefined);`);
    }
  });

  it("is a lesson by the rules of the prose, though a short one", () => {
    const folder = mkdtempSync(join(tmpdir(), "lossbook-template-"));
    const lint = (notebook: Notebook): ReturnType<typeof spawnSync> => {
      const path = join(folder, "15-ranking-losses.ipynb");
      writeFileSync(path, formatNotebook(notebook));
      const script = join(import.meta.dirname, "../../../scripts/lintProse.mjs");
      return spawnSync(process.execPath, [script, path], { encoding: "utf8" });
    };
    const notebook = newNotebook(findCourse(root), "15", "Ranking losses");
    expect(lint(notebook)).toMatchObject({ status: 0, stderr: "" });
    const written = { ...notebook, metadata: { ...notebook.metadata, lossbook: {} } };
    expect(lint(written)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^\S+: \d+ words of prose, where 1,200 to 2,500 belong\n$/),
    });
    rmSync(folder, { recursive: true });
  });
});
