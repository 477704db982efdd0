import { readFileSync, realpathSync, statSync } from "node:fs";
import { extname, resolve, sep } from "node:path";
import { dataUrl } from "../../report/outputs/picture.js";

const types: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
};

const largest = 5_000_000;

/**
 * Reads the pictures that an own notebook shows. Only a picture whose real path lies inside the project is read:
 * neither `..` nor a symbolic link leads out of it.
 */
export function projectPictures(
  project: string,
  folder: string,
): (path: string) => string | undefined {
  const root = realpathSync(project);
  return (path) => {
    const type = types[extname(path).toLowerCase()];
    if (type === undefined || path.includes("\0")) return undefined;
    try {
      const file = realpathSync(resolve(folder, path));
      const status = statSync(file);
      // A pipe would keep the command waiting for a writer that never comes.
      if (!file.startsWith(root + sep) || !status.isFile() || status.size > largest)
        return undefined;
      const bytes = readFileSync(file);
      return dataUrl(
        type,
        type === "image/svg+xml" ? bytes.toString("utf8") : bytes.toString("base64"),
      );
    } catch {
      return undefined;
    }
  };
}
