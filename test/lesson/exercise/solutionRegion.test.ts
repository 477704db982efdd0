import { describe, expect, it } from "vitest";
import {
  exerciseMetadata,
  hasSolution,
  withoutMarks,
  withStub,
} from "../../../src/lesson/exercise/solutionRegion.js";

const cell = `const f = (z: number): number => {
  // BEGIN SOLUTION
  const e = Math.exp(-z);
  return 1 / (1 + e);
  // END SOLUTION
};
task.check(f);`;

describe("solution regions", () => {
  it("are replaced by the stub, indented as the mark", () => {
    expect(withStub(cell, ["// your code\n", "return undefined;"]))
      .toBe(`const f = (z: number): number => {
  // your code
  return undefined;
};
task.check(f);`);
  });
  it("lose only their marks in the author's version", () => {
    expect(withoutMarks(cell)).not.toContain("SOLUTION");
    expect(withoutMarks(cell)).toContain("return 1 / (1 + e);");
  });
  it("are found only as whole lines", () => {
    expect(hasSolution(cell)).toBe(true);
    expect(hasSolution('const s = "// BEGIN SOLUTION";')).toBe(false);
  });
  it("must be closed, in order", () => {
    expect(() => withStub("// BEGIN SOLUTION\nx", "")).toThrow("not closed");
    expect(() => withStub("// END SOLUTION", "")).toThrow("without BEGIN SOLUTION");
    expect(() => withStub("// BEGIN SOLUTION\n// BEGIN SOLUTION", "")).toThrow("inside another");
  });
  it("stand in nbgrader's metadata beside the stub", () => {
    expect(exerciseMetadata("die", 2, "x")).toMatchObject({
      lossbook: { stub: "x" },
      nbgrader: { grade_id: "die", points: 2, solution: true, grade: true, schema_version: 3 },
    });
  });
});
