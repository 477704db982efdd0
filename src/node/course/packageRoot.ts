import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";

/** The folder that holds this package's package.json, from either build or from the sources. */
export function packageRoot(): string {
  let folder = typeof __dirname === "string" ? __dirname : dirname(fileURLToPath(import.meta.url));
  while (!isLossbook(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("lossbook's own folder was not found above its code");
    folder = parent;
  }
  return folder;
}

/** A folder above may be anybody's project with notebooks. */
function isLossbook(folder: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      name?: unknown;
    };
    return name === "lossbook";
  } catch {
    return false;
  }
}
