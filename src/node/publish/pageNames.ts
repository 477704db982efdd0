import { basename, relative, resolve } from "node:path";
import type { Course } from "../course/course.js";
import { hasNotebook } from "../course/notebookPaths.js";

/** A file's name may have 255 bytes; this leaves room for a number and `.html`. */
const mostBytes = 240;

/**
 * The name of each notebook's page: `06-binary.ipynb` → `06-binary.html`, and with the folders that it lies in below the
 * course's `notebooks/`: `week1/a.ipynb` → `week1-a.html`; two of the same name are told apart, on
 * systems too that do not tell `A` from `a`, and none takes a name that is `taken`.
 */
export function pageNames(
  paths: readonly string[],
  taken: Iterable<string> = [],
  course?: Course,
): string[] {
  const used = new Set(["index.html", ...[...taken].map((name) => name.toLowerCase())]);
  return paths.map((path) => {
    const isInFolders = course !== undefined && hasNotebook(course, path);
    const base = baseName(isInFolders ? relative(course.notebooks, resolve(path)) : basename(path));
    let name = `${base}.html`;
    for (let count = 2; used.has(name.toLowerCase()); count++) name = `${base}-${count}.html`;
    used.add(name.toLowerCase());
    return name;
  });
}

function baseName(name: string): string {
  const base = name
    .replace(/\.ipynb$/i, "")
    .replace(/[^\p{Letter}\p{Mark}\p{Number}._-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  let clipped = "";
  for (const character of [...base].slice(0, 100)) {
    if (Buffer.byteLength(clipped + character) > mostBytes) break;
    clipped += character;
  }
  return clipped || "notebook";
}
