import { readFileSync, statSync } from "node:fs";
import type { Notebook } from "../../nbformat/notebook.js";
import { NotebookError } from "../../nbformat/notebookError.js";
import { parseNotebook, type ParseOptions } from "../../nbformat/parseNotebook.js";

/** A string cannot hold much more, and no front end opens such a notebook. */
const largestBytes = 400 * 2 ** 20;

export interface NotebookFile {
  readonly path: string;
  /** The bytes as they were read: what a later write compares with. */
  readonly bytes: Buffer;
  readonly notebook: Notebook;
}

/**
 * Reads and checks the notebook at `path`.
 *
 * Errors  NotebookError, one line that starts with the path.
 */
export function readNotebook(path: string, options: ParseOptions = {}): NotebookFile {
  try {
    const bytes = readBytes(path);
    return { path, bytes, notebook: parseNotebook(decode(bytes), options) };
  } catch (error) {
    if (error instanceof NotebookError) {
      throw new NotebookError(`${path}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function readBytes(path: string): Buffer {
  try {
    const status = statSync(path);
    if (status.isDirectory()) throw new NotebookError("is a folder: expected a notebook file");
    if (!status.isFile()) throw new NotebookError("is not a regular file: expected a notebook");
    if (status.size > largestBytes) {
      throw new NotebookError(
        `is ${Math.round(status.size / 2 ** 20)} MiB: notebooks above ${largestBytes / 2 ** 20} MiB are not read`,
      );
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof NotebookError) throw error;
    throw new NotebookError(reasonOf(error), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return "no such file";
    case "EACCES":
    case "EPERM":
      return "may not be read (permission denied)";
    default:
      return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new NotebookError("not a notebook: not UTF-8 text", { cause: error });
  }
}
