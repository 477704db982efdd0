import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../course/packageRoot.js";
import { namelessCode } from "./namelessCode.js";

/**
 * SHA-256 over all that makes an experiment's outcome: the code of the experiment with what it calls, however
 * far away, dependencies included, and the tables it reads. Comments, types, layout, local names, names of files
 * and what is imported but never called do not count.
 */
export function sourceHash(
  experiment: string,
  tables: readonly string[],
  root = packageRoot(),
): string {
  const entry = `export { ${experiment} } from "./src/learn/experiments/${experiment}.js";`;
  const hash = createHash("sha256").update(namelessCode(entry, root));
  for (const name of tables) {
    const text = readFileSync(join(root, "data", `${name}.csv`), "utf8");
    hash.update(`\0${name}\0${text.replaceAll("\r\n", "\n")}`);
  }
  return hash.digest("hex");
}
