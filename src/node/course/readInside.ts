import { readFileSync, realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";

/**
 * Reads a file of a folder that may be a stranger's, seen from there: a plain file that really lies in `folder`, of at
 * most so many bytes. Undefined for everything else: a link that leads out, a pipe (nobody may ever write to it), a
 * device (which has no end), a folder, nothing.
 */
export function readInside(folder: string, path: string, mostBytes: number): Buffer | undefined {
  try {
    const root = realpathSync(folder);
    const file = realpathSync(resolve(folder, path));
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    const status = statSync(file);
    return status.isFile() && status.size <= mostBytes ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}
