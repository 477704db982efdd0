import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../course/refuseLinks.js";
import { writeAtomically } from "../course/writeAtomically.js";
import type { SitePlan } from "./planSite.js";

/** The names that shared files have; nothing else in `assets/` is ever removed. */
const sharedFile =
  /^(?:report|katex|reader|live|render|editor|worker|plotly-\w+)-[0-9a-f]{12}\.(?:css|js)$/;

/**
 * Writes a planned site into `output`: first what the pages ask for, then the pages, then stale shared files go.
 *
 * Errors  one line where a file cannot be written, or where the folder is a link.
 */
export function writeSite(
  { pages, assets }: SitePlan,
  output: string,
  onPage?: (file: string, bytes: number) => void,
): string[] {
  makeFolder(output);
  for (const [name, content] of assets) {
    const file = join(output, name);
    makeFolder(dirname(file));
    writeAtomically(file, content);
  }
  const files = pages.map(({ file, html }) => {
    const path = join(output, file);
    writeAtomically(path, html);
    onPage?.(path, Buffer.byteLength(html));
    return path;
  });
  if (assets.size > 0) removeStaleAssets(output, assets);
  return files;
}

function removeStaleAssets(output: string, needed: ReadonlyMap<string, string>): void {
  const folder = join(output, "assets");
  for (const name of readdirSync(folder))
    if (sharedFile.test(name) && !needed.has(`assets/${name}`))
      rmSync(join(folder, name), { force: true });
}
