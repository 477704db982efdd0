import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditExercises } from "../../src/lesson/exercise/auditExercises.js";
import { withStub } from "../../src/lesson/exercise/solutionRegion.js";
import type { Notebook } from "../../src/nbformat/notebook.js";
import { readNotebook } from "../../src/node/course/readNotebook.js";
import { joinText } from "../../src/nbformat/multilineText.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { compareLocks } from "../../src/node/verify/compareLocks.js";
import { parseLock } from "../../src/node/verify/lock.js";
import { lockPath } from "../../src/node/verify/lockPath.js";
import { course, notebooksFolder } from "../course/courseNotebooks.js";

const bundlesOf = (notebook: Notebook): Record<string, unknown>[] =>
  notebook.cells.flatMap((cell) =>
    cell.cell_type === "code"
      ? cell.outputs.flatMap((output) => ("data" in output ? [output.data] : []))
      : [],
  );

/** The notebook as a learner gets it: stubs where the solutions were. */
function learnersVersion(notebook: Notebook): Notebook {
  const copy = structuredClone(notebook);
  for (const cell of copy.cells) {
    const own = cell.metadata["lossbook"] as { stub?: string | string[] } | undefined;
    if (own?.stub !== undefined) cell.source = withStub(joinText(cell.source), own.stub);
  }
  return copy;
}

describe.each(course)("$file on the kernel", ({ file }) => {
  const path = join(notebooksFolder, file);

  it("runs to the locked results, solves its exercises, and leaves a learner's unsolved", async () => {
    const { notebook } = readNotebook(path);
    expect(existsSync(lockPath(path)), `lossbook verify --update notebooks/${file}`).toBe(true);
    const lock = parseLock(readFileSync(lockPath(path), "utf8"));
    const [author, learner] = [
      await runNotebook(path, notebook),
      await runNotebook(path, learnersVersion(notebook)),
    ];
    for (const run of [author, learner]) {
      expect(run.failure).toBeUndefined();
      expect(run.warnings).toEqual([]);
    }
    expect(compareLocks(lock, author.notebook)).toEqual([]);
    expect(auditExercises(bundlesOf(author.notebook), bundlesOf(learner.notebook))).toEqual([]);
  });
});
