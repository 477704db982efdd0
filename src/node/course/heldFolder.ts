import { closeSync, constants, existsSync, openSync, readlinkSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { linkError } from "./refuseLinks.js";

/**
 * Calls `work` with a path to `folder` that leads to the same folder until it returns: somebody who puts a link in its
 * place meanwhile, or in that of a folder above it, leads nothing elsewhere. Linux finds names from an open folder;
 * other systems have no such path, and `work` gets the folder's own.
 *
 * Errors  one line where the folder, found from the working folder, has become a link's.
 */
export function withHeldFolder<Result>(folder: string, work: (base: string) => Result): Result {
  if (!existsSync("/proc/self/fd")) return work(folder);
  const held = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    const base = `/proc/self/fd/${held}`;
    // Above the working folder links are the machine's own.
    if (isBelowHere(folder) && readlinkSync(base) !== resolve(folder))
      throw linkError("folder", folder);
    return work(base);
  } finally {
    closeSync(held);
  }
}

function isBelowHere(folder: string): boolean {
  const path = relative(process.cwd(), resolve(folder));
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
