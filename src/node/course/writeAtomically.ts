import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";

/**
 * Writes `content` beside `path`, brings it to disk and renames it: a reader sees the old file or the new one, never
 * half of one. A link is followed, the file's mode is kept. It runs in one go, so that a signal handler of this process
 * comes before or after it; on an error nothing stays behind.
 *
 * Errors  one line that names `path` and says what the system refused.
 */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const target = followLinks(path);
  const beside = join(
    dirname(target),
    `.${basename(target)}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`,
  );
  try {
    const file = openSync(beside, "wx", modeOf(target));
    try {
      writeAll(file, typeof content === "string" ? Buffer.from(content, "utf8") : content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, target);
  } catch (error) {
    removeIfThere(beside);
    throw new Error(`${path} was not written: ${reasonOf(error, dirname(target))}`, {
      cause: error,
    });
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It was never made, for the reason that is about to be thrown.
  }
}

function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function modeOf(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? 0o666 : status.mode & 0o777;
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
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
