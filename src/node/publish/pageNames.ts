import { basename } from "node:path";

/** A file's name may have 255 bytes; this leaves room for a number and `.html`. */
const mostBytes = 240;

/**
 * The name of each notebook's page: `06-binary.ipynb` → `06-binary.html`; two of the same name are told apart, on
 * systems too that do not tell `A` from `a`, and none takes a name that is `taken`.
 */
export function pageNames(paths: readonly string[], taken: Iterable<string> = []): string[] {
  const used = new Set(["index.html", ...[...taken].map((name) => name.toLowerCase())]);
  return paths.map((path) => {
    const base = baseName(path);
    let name = `${base}.html`;
    for (let count = 2; used.has(name.toLowerCase()); count++) name = `${base}-${count}.html`;
    used.add(name.toLowerCase());
    return name;
  });
}

function baseName(path: string): string {
  const base = basename(path)
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
