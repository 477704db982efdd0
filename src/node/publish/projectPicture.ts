import { extname, resolve } from "node:path";
import { readInside } from "../course/readInside.js";
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
  return (path) => {
    const type = types[extname(path).toLowerCase()];
    if (type === undefined) return undefined;
    const bytes = readInside(project, resolve(folder, path), largest);
    return bytes && dataUrl(type, bytes.toString(type === "image/svg+xml" ? "utf8" : "base64"));
  };
}
