import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Notebook } from "../../src/nbformat/notebook.js";
import { readNotebook } from "../../src/node/course/readNotebook.js";
import { writeAtomically } from "../../src/node/course/writeAtomically.js";
import { contentHash } from "../../src/node/publish/contentHash.js";
import type { NotebookSource } from "../../src/node/publish/publish.js";
import { mapConcurrently } from "../../src/node/run/mapConcurrently.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { course, notebooksFolder, root } from "../course/courseNotebooks.js";

export interface ExecutedNotebook {
  /** `"06-binary"` */
  readonly name: string;
  readonly notebook: Notebook;
  readonly source: NotebookSource;
}

const kept = join(root, "node_modules", ".cache", "lossbook", "executed");

/**
 * The whole course as a fresh run leaves it, two kernels at once: what `lossbook report` publishes. A run is kept for
 * the suites that follow, under the hash of all that it stands on: the notebook, the built package, the data, Node.
 */
export function executedCourse(): Promise<readonly ExecutedNotebook[]> {
  return mapConcurrently(course, 2, ({ file }) => executedNotebook(file));
}

/** One notebook of it. */
export async function executedNotebook(file: string): Promise<ExecutedNotebook> {
  mkdirSync(kept, { recursive: true });
  const path = join(notebooksFolder, file);
  const { bytes, notebook } = readNotebook(path);
  const place = join(kept, `${contentHash(groundHash() + contentHash(bytes)).slice(0, 32)}.json`);
  if (!existsSync(place)) {
    const run = await runNotebook(path, notebook);
    if (run.status !== "ok") throw new Error(`${file}: ${JSON.stringify(run.failure)}`);
    writeAtomically(place, JSON.stringify(run.notebook));
  }
  const executed = JSON.parse(readFileSync(place, "utf8")) as Notebook;
  return {
    name: file.replace(/\.ipynb$/, ""),
    notebook: executed,
    source: { path, bytes, json: executed, executed: new Date() },
  };
}

function groundHash(): string {
  const data = join(root, "data");
  const files = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return contentHash(
    [
      process.version,
      readFileSync(join(root, "dist", ".stamp"), "utf8"),
      ...files.map((file) => contentHash(readFileSync(file))),
    ].join("\n"),
  );
}
