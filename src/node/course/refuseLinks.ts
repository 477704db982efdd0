import { lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/**
 * What is written stays where it was asked for: a link that somebody left in a folder would lead it elsewhere. A file
 * that is a link is replaced by what is written (`writeAtomically`); folders that are links are refused.
 *
 * Throws where `folder` is a link, or one of the folders between the working folder and it. Links above the working
 * folder are the machine's own: `/tmp` is one on some.
 *
 * Errors  one line that names the link.
 */
export function refuseLinkedFolder(folder: string): void {
  for (const path of [...foldersFromHereTo(folder), resolve(folder)])
    if (isLink(path)) throw linkError("folder", path);
}

/** As `refuseLinkedFolder`, of the folder that `path` stands in, which whoever named `path` answers for. */
export function refuseLinkedParent(path: string): void {
  const linked = foldersFromHereTo(dirname(resolve(path))).find(isLink);
  if (linked !== undefined) throw linkError("folder", linked);
}

/** Throws where `path`, a file that is to be changed in its place, is a link. */
export function refuseLinkedFile(path: string): void {
  if (isLink(resolve(path))) throw linkError("file", path);
}

/**
 * Makes `folder`, and the folders above it that are missing, unless a link stands in the way; whether it was missing.
 *
 * Errors  one line where a file stands in the way, or where the system refuses.
 */
export function makeFolder(folder: string): boolean {
  refuseLinkedFolder(folder);
  try {
    return makeMissing(resolve(folder));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const inTheWay = code === "EEXIST" || code === "ENOTDIR";
    const reason = inTheWay ? "a file stands in its place" : `the system says ${code}`;
    throw new Error(`the folder ${relative("", folder)} cannot be made: ${reason}`, {
      cause: error,
    });
  }
}

/** One by one: Node's own way to make several waits for ever where a system has folders and takes none, as /proc. */
function makeMissing(path: string): boolean {
  if (isFolder(path)) return false;
  const parent = dirname(path);
  if (parent !== path) makeMissing(parent);
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    // Another call was faster.
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && isFolder(path)) return false;
    throw error;
  }
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** The folders below the working folder that lead to `folder`, itself included; none where it is elsewhere. */
function foldersFromHereTo(folder: string): string[] {
  const workingFolder = process.cwd();
  const path = relative(workingFolder, resolve(folder));
  if (path === "" || path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path)) return [];
  const names = path.split(sep);
  return names.map((_, index) => join(workingFolder, ...names.slice(0, index + 1)));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    // Nothing is there, or a file stands where a folder would have to lead to it.
    return false;
  }
}

/** Somebody's link stands where lossbook would write. */
export class LinkError extends Error {}

export function linkError(kind: "file" | "folder", path: string): LinkError {
  const shown = relative("", path);
  const named = shown === "" || shown.startsWith("..") ? path : shown;
  return new LinkError(
    `the ${kind} ${named} is a link, and lossbook writes through none: ` +
      `remove it, or name the ${kind} that it leads to`,
  );
}
