import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { packageRoot } from "./packageRoot.js";
import { usageError } from "../cli/commandError.js";

/** Where outputs of a failed run are saved: `01-x.ipynb` → `01-x.failed.ipynb`. */
export const failedSuffix = ".failed.ipynb";

/**
 * The notebooks that a command line names: files as they stand, a folder for those in it, nothing for those of the
 * course. In alphabetical order within a folder; outputs of failed runs and learners' copies are left out.
 */
export function notebookPaths(given: readonly string[]): string[] {
  const wanted = given.length > 0 ? given : [courseFolder()];
  const paths = wanted.flatMap((path) => {
    if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
    const inside = notebooksIn(path);
    if (inside.length === 0) throw usageError(`${path}: no notebooks (*.ipynb) in this folder`);
    return inside;
  });
  return [...new Set(paths)];
}

/** The course's folder, as seen from where the command runs. */
export function courseFolder(): string {
  const folder = join(packageRoot(), "notebooks");
  const seen = relative(process.cwd(), folder);
  return seen === "" ? "." : seen.startsWith("..") ? folder : seen;
}

function notebooksIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /(?<!\.failed|\.learner)\.ipynb$/.test(name))
    .filter((name) => !name.startsWith("."))
    .sort()
    .map((name) => join(folder, name));
}
