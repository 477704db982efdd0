import { describe, expect, it } from "vitest";
import { joinText } from "../../../src/nbformat/multilineText.js";
import { findProblems } from "../../../src/nbformat/findProblems.js";
import { makeLearnerNotebook } from "../../../src/node/run/learnerNotebook.js";
import { notebookTemplate } from "../../../src/node/run/notebookTemplate.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

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

  it("names the cell whose region is not closed", () => {
    const open = notebookOf(["1", "// BEGIN SOLUTION\n1"]);
    expect(() => makeLearnerNotebook(open)).toThrow("cell 2 (c2): BEGIN SOLUTION is not closed");
    const stub = notebookOf([{ source: solved, metadata: { lossbook: { stub: 3 } } }]);
    expect(() => makeLearnerNotebook(stub)).toThrow("cell 1 (c1): metadata.lossbook.stub must be");
  });
});

describe("the template", () => {
  it("is a valid notebook with an exercise to solve", () => {
    const notebook = notebookTemplate("ranking-losses");
    expect(findProblems(notebook)).toEqual([]);
    expect(joinText(notebook.cells[0]!.source)).toContain("# Ranking losses");
    expect(makeLearnerNotebook(notebook)).toBe(1);
  });
});
