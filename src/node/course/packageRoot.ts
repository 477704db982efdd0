import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";

/** The folder that holds this package's package.json, from either build or from the sources. */
export function packageRoot(): string {
  let folder = typeof __dirname === "string" ? __dirname : dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) || !existsSync(join(folder, "notebooks"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("lossbook's own folder was not found above its code");
    folder = parent;
  }
  return folder;
}
