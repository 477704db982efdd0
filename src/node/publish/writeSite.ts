import {
  closeSync,
  lstatSync,
  openSync,
  readSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { withHeldFolder } from "../course/heldFolder.js";
import { makeFolder } from "../course/refuseLinks.js";
import { writeAtomically } from "../course/writeAtomically.js";
import type { SitePlan } from "./planSite.js";
import { formatManifest, manifestName, sharedFile } from "./siteManifest.js";

/**
 * Writes a planned site into `folder`: first what the pages ask for, then the pages, then the manifest; shared files
 * that no page of the folder names go last.
 *
 * Errors  one line where a file cannot be written, where a folder is a link, or where somebody else's page would be lost.
 */
export function writeSite(
  { pages, assets, relinked, manifest }: SitePlan,
  folder: string,
  onPage?: (file: string, bytes: number) => void,
): string[] {
  makeFolder(folder);
  for (const { file } of pages) refuseToReplace(join(folder, file));
  const writeInto = (name: string, content: string): string => {
    const path = join(folder, name);
    makeFolder(dirname(path));
    writeAtomically(path, content);
    return path;
  };
  for (const [name, content] of assets) writeInto(name, content);
  const files = pages.map(({ file, html }) => {
    const path = writeInto(file, html);
    onPage?.(path, Buffer.byteLength(html));
    return path;
  });
  for (const [file, html] of relinked) writeInto(file, html);
  if (manifest !== undefined) {
    writeInto(manifestName, formatManifest(manifest));
    removeStaleAssets(folder, new Set(manifest.map(({ file }) => file)), [
      ...assets.keys(),
      ...manifest.flatMap((page) => page.assets),
    ]);
  }
  return files;
}

/** No page of ours comes near it, in bytes. */
const largestPage = 200_000_000;

/** Takes away the shared files that neither the manifest nor any other page of the folder names. */
function removeStaleAssets(
  folder: string,
  listed: ReadonlySet<string>,
  needed: readonly string[],
): void {
  const named = new Set(needed);
  const stale = readdirSync(join(folder, "assets"))
    .map((name) => `assets/${name}`)
    .filter((name) => sharedFile.test(name) && !named.has(name));
  if (stale.length === 0) return;
  // A page from before there was a manifest, or one that somebody copied here.
  for (const page of readdirSync(folder)) {
    if (!page.endsWith(".html") || page === "index.html" || listed.has(page)) continue;
    const path = join(folder, page);
    const status = lstatSync(path);
    if (!status.isFile()) continue;
    // What a page of this size names is not looked for: nothing is taken from it.
    if (status.size > largestPage) return;
    for (const [name] of readFileSync(path, "utf8").matchAll(/assets\/[\w-]+\.\w+/g))
      named.add(name);
  }
  withHeldFolder(join(folder, "assets"), (base) => {
    for (const name of stale)
      if (!named.has(name)) rmSync(join(base, basename(name)), { force: true });
  });
}

/** A page that lossbook wrote says so in its head; a file that does not is somebody's work. */
function refuseToReplace(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return;
  const head = Buffer.alloc(32_768);
  const file = openSync(path, "r");
  const length = readSync(file, head);
  closeSync(file);
  if (
    length > 0 &&
    !head.toString("utf8", 0, length).includes('name="generator" content="lossbook"')
  )
    throw new Error(
      `${relative("", path)} is there already and is no page of lossbook's: move it, or choose another folder (-o)`,
    );
}
