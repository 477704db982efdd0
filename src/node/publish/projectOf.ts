import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { configName } from "../course/siteConfig.js";

/** The project that a notebook belongs to: the nearest folder above it with a configuration, else its own folder. */
export function projectOf(notebook: string): string {
  const own = dirname(resolve(notebook));
  for (let folder = own; ; folder = dirname(folder)) {
    if ([configName, "package.json", ".git"].some((name) => existsSync(join(folder, name))))
      return folder;
    if (dirname(folder) === folder) return own;
  }
}
