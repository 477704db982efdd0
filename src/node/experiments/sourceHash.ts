import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { packageRoot } from "../course/packageRoot.js";

/**
 * SHA-256 over the source files that made an experiment's outcome: its own and all that it imports, directly or
 * not. What does not take part may change without making the outcome stale.
 */
export function sourceHash(experiment: string, src = join(packageRoot(), "src")): string {
  const hash = createHash("sha256");
  const files = importsOf(join(src, "learn", "experiments", `${experiment}.ts`));
  const named = files.map((file) => [relative(src, file).split(sep).join("/"), file]).sort();
  for (const [name, file] of named) {
    hash.update(`${name}\0${readFileSync(file, "utf8").replaceAll("\r\n", "\n")}\0`);
  }
  return hash.digest("hex");
}

/** A file and every file of ours that it needs to run; types alone compute nothing. */
function importsOf(entry: string): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    const imports = /^\s*(?:import|export)\s+(?!type\s)[^;"']*?["'](\.[^"']+)\.js["']/gm;
    for (const [, path] of readFileSync(file, "utf8").matchAll(imports)) {
      visit(join(dirname(file), `${path}.ts`));
    }
  };
  visit(entry);
  return [...found];
}
