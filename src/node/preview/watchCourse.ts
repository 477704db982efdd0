import { lstatSync, readdirSync, statSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Course } from "../course/course.js";
import { configName } from "../course/siteConfig.js";

/** What a changed file means: words or cells, what cells import or read, a picture, or the configuration. */
export type Change = "notebook" | "code" | "picture" | "config";

/** Milliseconds until a burst of events is over: editors write, rename and touch. */
const pause = 30;

/** Milliseconds between looks at the notebooks themselves, where a system tells of no change. */
const look = 1_000;

const mostFolders = 2_000;
const ignored = new Set(["node_modules", "reports", "dist", "coverage"]);
const pictures = new Set([".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"]);

/**
 * Tells of every change below the course's folder, once a burst: of these notebooks, and of those that come and `isNew`. Folders are watched, not files: an editor that writes
 * beside and renames puts another file in the place. Nothing is followed through a link.
 */
export function watchCourse(
  course: Course,
  notebooks: readonly string[],
  isNew: (path: string) => boolean,
  onChange: (change: Change, path: string) => void,
): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  const pending = new Map<string, ReturnType<typeof setTimeout>>();
  const known = new Set(notebooks.map((path) => resolve(path)));

  const tell = (path: string): void => {
    if (!known.has(path) && isNew(path)) known.add(path);
    const change = changeOf(path, known);
    if (change === undefined) return;
    clearTimeout(pending.get(path));
    pending.set(
      path,
      setTimeout(() => {
        pending.delete(path);
        onChange(change, path);
      }, pause),
    );
  };
  const add = (folder: string, deep: boolean): void => {
    if (watchers.has(folder) || watchers.size >= mostFolders) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null) return;
        const path = join(folder, name);
        if (deep && isFolder(path) && isWatched(name)) add(path, true);
        else tell(path);
      });
      watcher.on("error", () => {
        watcher.close();
        watchers.delete(folder);
      });
      watchers.set(folder, watcher);
      if (!deep) return;
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory() && isWatched(entry.name)) add(join(folder, entry.name), true);
    } catch {
      // It went while we looked.
    }
  };
  add(resolve(course.folder), true);
  for (const path of known) add(dirname(path), false);

  const seen = new Map([...known].map((path) => [path, stateOf(path)]));
  const looking = setInterval(() => {
    for (const path of known) {
      const state = stateOf(path);
      if (state === seen.get(path)) continue;
      seen.set(path, state);
      tell(path);
    }
  }, look);
  return {
    close() {
      clearInterval(looking);
      for (const timer of pending.values()) clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** What a file is to a preview; undefined for what makes no difference to it. */
export function changeOf(path: string, notebooks: ReadonlySet<string>): Change | undefined {
  if (notebooks.has(path)) return "notebook";
  const name = basename(path);
  if (name === configName) return "config";
  const extension = extname(name).toLowerCase();
  if (/^\.|~$|\.(?:tmp|swp|part)$/.test(name) || extension === "" || extension === ".ipynb")
    return undefined;
  if (pictures.has(extension)) return "picture";
  return [".html", ".md"].includes(extension) ? undefined : "code";
}

const isWatched = (name: string): boolean => !name.startsWith(".") && !ignored.has(name);

function isFolder(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

function stateOf(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return "";
  }
}
