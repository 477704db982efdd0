import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { usageError } from "../cli/commandError.js";
import { findCourse, isInside, type Course } from "./course.js";
import { shownPath } from "./shownPath.js";

/** Where outputs of a failed run are saved: `01-x.ipynb` → `01-x.failed.ipynb`. */
export const failedSuffix = ".failed.ipynb";

/**
 * The notebooks that a command line names: files as they stand, a folder for those in it, nothing for those of the
 * course; in a course's `notebooks/` with those of its folders. In alphabetical order within a folder; outputs of failed runs and learners' copies are left out.
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
  const course = findCourse(folder);
  const paths = filesIn(folder, hasNotebook(course, join(resolve(folder), "any")));
  for (const path of paths) refuseLinkOutOf(course, path);
  return paths;
}

/** Whether a file lies in the `notebooks/` of the course or a folder there; a course without one has no such folders. */
export const hasNotebook = ({ folder, notebooks }: Course, path: string): boolean =>
  notebooks !== folder && resolve(path).startsWith(notebooks + sep);

function filesIn(folder: string, deep: boolean): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      // No link to a folder is followed.
      if (!entry.isDirectory()) return isNotebookName(entry.name) ? [path] : [];
      const isOther = entry.name.startsWith(".") || entry.name === "node_modules";
      return deep && !isOther ? filesIn(path, deep) : [];
    });
}

function refuseLinkOutOf(course: Course, path: string): void {
  // A link to nothing is said where it is read.
  if (!lstatSync(path).isSymbolicLink() || !existsSync(path) || isInside(course, path)) return;
  throw usageError(
    `${path} is a link that leads out of its course: remove it, or name what it leads to`,
  );
}
