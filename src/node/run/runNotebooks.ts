import { readNotebook } from "../course/readNotebook.js";
import { defaultParallel } from "./defaultParallel.js";
import { mapConcurrently } from "./mapConcurrently.js";
import type { NotebookRun } from "./notebookRun.js";
import { runNotebook } from "./runNotebook.js";
import type { RunOptions } from "./runOptions.js";

export interface RunNotebooksOptions extends RunOptions {
  /** Kernels at once; default two, one on a small machine. */
  readonly parallel?: number;
}

/**
 * Runs the notebooks at `paths`, each with a fresh kernel, and resolves with the outcomes in the order of `paths`.
 * No file is written.
 *
 * Errors  NotebookError when a file is not a notebook; all are checked before the first kernel starts.
 */
export async function runNotebooks(
  paths: readonly string[],
  options: RunNotebooksOptions = {},
): Promise<NotebookRun[]> {
  const files = paths.map((path) => readNotebook(path));
  return mapConcurrently(files, options.parallel ?? defaultParallel(), (file) =>
    runNotebook(file.path, file.notebook, options),
  );
}
