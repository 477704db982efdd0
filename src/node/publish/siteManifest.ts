import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { IndexExercise } from "../../page/index/courseData.js";
import { isRecord } from "../../text/isRecord.js";
import { contentHash } from "./contentHash.js";

/** What a site's folder says of its pages, so that a later call keeps those that it does not write. */
export const manifestName = "assets/site.json";

/** The names that shared files have; nothing else in `assets/` is ever removed. */
export const sharedFile =
  /^assets\/(?:report|katex|reader|index|live|render|editor|tables|worker|modules|plotly-\w+)-[0-9a-f]{12}\.(?:css|js)$/;

export interface ManifestPage {
  /** The page's file, such as `06-binary.html`. */
  readonly file: string;
  /** Which notebook it was made from: `notebookKey`. */
  readonly notebook: string;
  readonly title: string;
  readonly summary: string;
  /** The notebook's own id, where it has one: a reader's work is kept by it. */
  readonly id?: string;
  /** What a reader can solve there; absent where the page is not alive. */
  readonly exercises?: readonly IndexExercise[];
  /** The shared files that it asks for. */
  readonly assets: readonly string[];
  /** SHA-256 of the page as it was written: one that was changed since is nobody's to rewrite. */
  readonly hash: string;
}

const largestBytes = 20_000_000;

/** What a site's folder holds of earlier calls. */
export interface ManifestPages {
  readonly pages: readonly ManifestPage[];
  /** Pages that the manifest names and that somebody took away. */
  readonly gone: readonly ManifestPage[];
  /** Whether a manifest is there of which something could not be read. */
  readonly isDamaged: boolean;
}

/** The pages that the manifest in `folder` names. The folder may be a stranger's, so that every field is checked. */
export function readManifest(folder: string): ManifestPages {
  const path = join(folder, manifestName);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined)
    return { pages: [], gone: [], isDamaged: false };
  let json: unknown;
  try {
    json = JSON.parse(readPlainFile(path, largestBytes));
  } catch {
    return { pages: [], gone: [], isDamaged: true };
  }
  const named = isRecord(json) && Array.isArray(json["pages"]) ? json["pages"] : undefined;
  const ours = (named ?? []).filter(isPage);
  const once = [...new Map(ours.map((page) => [page.file, page])).values()];
  return {
    pages: once.filter(({ file }) => isFile(join(folder, file))),
    gone: once.filter(({ file }) => !isFile(join(folder, file))),
    isDamaged: ours.length !== named?.length,
  };
}

export function formatManifest(pages: readonly ManifestPage[]): string {
  return `${JSON.stringify({ pages }, null, 1)}\n`;
}

/** The page as it was written, or undefined where it was changed since or cannot be read. */
export function unchangedPage(folder: string, { file, hash }: ManifestPage): string | undefined {
  try {
    const html = readPlainFile(join(folder, file), 10 * largestBytes);
    return contentHash(html) === hash ? html : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Which notebook a page was made from, seen from the site's folder: the same after a project moved as a whole, and
 * hashed, so that a page that is handed on names no path of a machine.
 */
export function notebookKey(folder: string, notebook: string): string {
  const path = relative(realPath(folder), realPath(notebook)).split(sep).join("/");
  return contentHash(path).slice(0, 16);
}

export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function isPage(value: unknown): value is ManifestPage {
  if (!isRecord(value)) return false;
  const { file, notebook, title, summary, id, exercises, assets, hash } = value;
  const texts = [file, notebook, title, summary, id ?? "", hash];
  return (
    texts.every((text) => typeof text === "string" && text.length <= 2_000) &&
    /^(?!index\.html$)[\p{Letter}\p{Number}][\p{Letter}\p{Number}._-]*\.html$/u.test(
      String(file),
    ) &&
    /^[0-9a-f]{16}$/.test(String(notebook)) &&
    Array.isArray(assets) &&
    assets.every((name) => typeof name === "string" && sharedFile.test(name)) &&
    (exercises === undefined || (Array.isArray(exercises) && exercises.every(isExercise)))
  );
}

const isExercise = (value: unknown): value is IndexExercise =>
  isRecord(value) &&
  typeof value["id"] === "string" &&
  value["id"].length <= 2_000 &&
  Number.isFinite(value["points"]);

const isFile = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** A file's text: no link, no device, and no more of it than expected. */
function readPlainFile(path: string, most: number): string {
  const status = lstatSync(path);
  if (!status.isFile() || status.size > most) throw new Error(`${path} is no file of ours`);
  return readFileSync(path, "utf8");
}
