import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { usageError } from "../cli/commandError.js";
import { findCourse, isInside, type Course } from "./course.js";
import { shownPath } from "./shownPath.js";

/** Where outputs of a failed run are saved: `01-x.ipynb` → `01-x.failed.ipynb`. */
export const failedSuffix = ".failed.ipynb";

/**
 * The notebooks that a command line names: files as they stand, a folder for those in it, nothing for those of the
 * course. In alphabetical order within a folder; outputs of failed runs and learners' copies are left out.
 *
 * Errors  one line where a link that nobody named leads out of the course: whoever put it there would have somebody
 * else's notebook published, or cleaned.
 */
export function notebookPaths(given: readonly string[]): string[] {
  const wanted = given.length > 0 ? given : [notebooksOf(findCourse())];
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

function notebooksOf(course: Course): string {
  const folder = shownPath(course.notebooks);
  refuseLinkOutOf(course, folder);
  return folder;
}

/** Whether a file of this name belongs to its folder's notebooks. */
export const isNotebookName = (name: string): boolean =>
  /(?<!\.failed|\.learner)\.ipynb$/.test(name) && !name.startsWith(".");

function notebooksIn(folder: string): string[] {
  const paths = readdirSync(folder)
    .filter(isNotebookName)
    .sort()
    .map((name) => join(folder, name));
  const course = findCourse(folder);
  for (const path of paths) refuseLinkOutOf(course, path);
  return paths;
}

function refuseLinkOutOf(course: Course, path: string): void {
  // A link to nothing is said where it is read.
  if (!lstatSync(path).isSymbolicLink() || !existsSync(path) || isInside(course, path)) return;
  throw usageError(
    `${path} is a link that leads out of its course: remove it, or name what it leads to`,
  );
}
