import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { packageRoot } from "../course/packageRoot.js";
import { repaired } from "./repairs.js";

const cache = createRequire(join(packageRoot(), "package.json")).cache;
const dependency = `${sep}node_modules${sep}`;

/**
 * Lets the import cell bring rebuilt modules: where a file of the reader's own (not of node_modules) has changed
 * since it was loaded, all of them are forgotten, so that they agree with one another.
 */
export class ModuleReload {
  readonly #loaded = new Map<string, number>();
  readonly #launcherModules = new Set(Object.keys(cache));

  /** Before a cell: forgets the modules if it imports and one of them is stale. */
  before(code: string): void {
    if (!repaired("reload") || !/\bimport\b|\brequire\b/.test(code)) return;
    const stale = [...this.#loaded].some(([file, time]) => modified(file) !== time);
    if (!stale) return;
    for (const file of Object.keys(cache)) {
      if (this.#isWatched(file)) delete cache[file];
    }
    this.#loaded.clear();
  }

  /** After a cell: remembers what it loaded, and when that was written. */
  after(): void {
    for (const file of Object.keys(cache)) {
      if (!this.#loaded.has(file) && this.#isWatched(file)) this.#loaded.set(file, modified(file));
    }
  }

  /** The launcher's own modules stay: they serve every cell. */
  #isWatched(file: string): boolean {
    return !file.includes(dependency) && !this.#launcherModules.has(file);
  }
}

const modified = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
