import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { withHeldFolder } from "./heldFolder.js";
import { LinkError, refuseLinkedParent } from "./refuseLinks.js";

/**
 * Writes `content` beside `path`, brings it to disk and renames it: a reader sees the old file or the new one, never
 * half of one. No link is followed: one that stands at `path` is replaced. A file's mode is kept. It runs in one go, so
 * that a signal handler of this process comes before or after it; on an error nothing stays behind.
 *
 * Errors  one line that names `path` and says what the system refused, or which folder on the way is a link.
 */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  refuseLinkedParent(path);
  const target = resolve(path);
  const folder = dirname(target);
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  try {
    withHeldFolder(folder, (base) => replaceFile(base, basename(target), bytes));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new Error(`${path} was not written: ${reasonOf(error, folder)}`, {
      cause: error,
    });
  }
}

function replaceFile(folder: string, name: string, bytes: Uint8Array): void {
  // The file's own name may be as long as a name can be: it is no part of this one.
  const temporary = join(folder, `.lossbook-${process.pid}-${randomBytes(6).toString("hex")}.tmp`);
  try {
    const file = openSync(temporary, "wx", modeOf(join(folder, name)));
    try {
      writeAll(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, join(folder, name));
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It was never made, for the reason that is about to be thrown.
  }
}

function modeOf(path: string): number {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status?.isFile() === true ? status.mode & 0o777 : 0o666;
}

/** `write` may take less than all of it, on a nearly full disk for one. */
function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

function reasonOf(error: unknown, folder: string): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `the folder ${folder} may not be written to`;
    case "ENOENT":
    case "ENOTDIR":
      return `the folder ${folder} does not exist`;
    case "EISDIR":
    case "ENOTEMPTY":
      return "a folder stands in its place";
    case "ENAMETOOLONG":
      return "the name is too long";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
