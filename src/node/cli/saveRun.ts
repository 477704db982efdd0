import { readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { formatNotebook } from "../../nbformat/formatNotebook.js";
import { isRecord } from "../../text/isRecord.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { failedSuffix } from "../course/notebookPaths.js";
import { readNotebook, type NotebookFile } from "../course/readNotebook.js";
import { refuseLinkedFile, refuseLinkedFolder } from "../course/refuseLinks.js";
import { writeAtomically } from "../course/writeAtomically.js";
import type { NotebookRun } from "../run/notebookRun.js";
import { usageError } from "./commandError.js";

/** Where `lossbook run` is asked to save. */
export interface SaveFlags {
  readonly output?: string;
  readonly inplace?: boolean;
}

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Where each notebook is saved, or undefined for nowhere.
 *
 * Errors  usageError where that is no file or folder to save to, or one that is there already would be overwritten.
 */
export function targetsOf(
  files: readonly NotebookFile[],
  flags: SaveFlags,
): (string | undefined)[] {
  if (flags.inplace === true) {
    for (const { path } of files) refuseLinkedFile(path);
    return files.map(({ path }) => path);
  }
  const { output } = flags;
  if (output === undefined) return files.map(() => undefined);
  const isFolder = isDirectory(output);
  if (isFolder) refuseLinkedFolder(output);
  if (!isFolder && (files.length > 1 || /[\\/]$/.test(output))) {
    throw usageError(`--output ${output}: expected a folder that exists`);
  }
  if (!isFolder && !isDirectory(dirname(output))) {
    throw usageError(`--output ${output}: the folder ${dirname(output)} does not exist`);
  }
  const targetOf = (path: string): string => (isFolder ? join(output, basename(path)) : output);
  const targets = files.map(({ path }) => targetOf(path));
  const duplicate = targets.find((target, index) => targets.indexOf(target) !== index);
  if (duplicate !== undefined)
    throw usageError(`--output: two notebooks would be saved as ${duplicate}`);
  const onto = files.find(({ path }) => resolve(path) === resolve(targetOf(path)));
  if (onto !== undefined) {
    throw usageError(`--output would overwrite ${onto.path}; --inplace does that on purpose`);
  }
  return targets;
}

/** Saves the outcome, and says so by `tell`; false when it could not be saved where it was asked for. */
export function saveRun(
  file: NotebookFile,
  result: NotebookRun,
  target: string | undefined,
  tell: (line: string) => void,
): boolean {
  const failedPath = (target ?? file.path).replace(/(\.ipynb)?$/, failedSuffix);
  try {
    if (result.status !== "ok" && !(target !== undefined && result.reachedEnd)) {
      if (result.cells.length === 0) return true;
      saveFailedRun(failedPath, result.notebook, tell);
      return true;
    }
    if (target === undefined) return true;
    if (target === file.path && !unchanged(file)) {
      tell(`${file.path}: changed or removed while it ran, so it is left as it is`);
      saveFailedRun(failedPath, result.notebook, tell);
      return false;
    }
    writeAtomically(target, formatNotebook(result.notebook));
    removeEarlierFailedRun(failedPath);
    return true;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    return false;
  }
}

function saveFailedRun(path: string, notebook: Notebook, tell: (line: string) => void): void {
  const { lossbook } = notebook.metadata;
  notebook.metadata.lossbook = { ...(isRecord(lossbook) ? lossbook : {}), failedRun: true };
  writeAtomically(path, formatNotebook(notebook));
  tell(`${path}: the outputs so far`);
}

function unchanged(file: NotebookFile): boolean {
  try {
    return readFileSync(file.path).equals(file.bytes);
  } catch {
    return false;
  }
}

/** Takes away what an earlier failed run saved here, and nothing else of that name. */
function removeEarlierFailedRun(path: string): void {
  try {
    const { metadata } = readNotebook(path).notebook;
    if (isRecord(metadata.lossbook) && metadata.lossbook.failedRun === true) rmSync(path);
  } catch {
    // Not there, or not ours.
  }
}
