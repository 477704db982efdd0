import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { usageError } from "../cli/commandError.js";
import { findCourse } from "./course.js";
import { shownPath } from "./shownPath.js";

/** Where outputs of a failed run are saved: `01-x.ipynb` → `01-x.failed.ipynb`. */
export const failedSuffix = ".failed.ipynb";

/**
 * The notebooks that a command line names: files as they stand, a folder for those in it, nothing for those of the
 * course. In alphabetical order within a folder; outputs of failed runs and learners' copies are left out.
 */
export function notebookPaths(given: readonly string[]): string[] {
  const wanted = given.length > 0 ? given : [shownPath(findCourse().notebooks)];
  const paths = wanted.flatMap((path) => {
    if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
    const inside = notebooksIn(path);
    if (inside.length === 0)
      throw usageError(
        `${path}: no notebooks (*.ipynb) in this folder; lossbook init makes a course, lossbook new a notebook`,
      );
    return inside;
  });
  return [...new Set(paths)];
}

function notebooksIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /(?<!\.failed|\.learner)\.ipynb$/.test(name))
    .filter((name) => !name.startsWith("."))
    .sort()
    .map((name) => join(folder, name));
}
