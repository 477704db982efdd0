import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../packageRoot.js";

/** What an experiment's outcome hangs on; figures, lessons and the command do not change it. */
const folders = ["numeric", "random", "losses", "models", "training", "privacy", "table"];

/** SHA-256 over the sources that made an experiment's outcome: these folders and its own files. */
export function sourceHash(): string {
  const src = join(packageRoot(), "src");
  const hash = createHash("sha256");
  for (const folder of [...folders, "experiments"]) {
    const files = readdirSync(join(src, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => file.replaceAll("\\", "/"))
      .sort();
    for (const file of files) {
      const text = readFileSync(join(src, folder, file), "utf8").replaceAll("\r\n", "\n");
      hash.update(`${folder}/${file}\0${text}\0`);
    }
  }
  return hash.digest("hex");
}
