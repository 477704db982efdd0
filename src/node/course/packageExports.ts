import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isRecord } from "../../text/isRecord.js";

/** What a package offers under one path of its `exports`. */
export interface PackageExport {
  readonly types: string | undefined;
  readonly code: string | undefined;
}

/** By the paths of `exports`: `.`, `./part`, `./parts/*`. */
export function exportsOf(exports: unknown): ReadonlyMap<string, PackageExport> {
  const bySubpath =
    isRecord(exports) && Object.keys(exports).some((key) => key.startsWith("."))
      ? exports
      : { ".": exports };
  return new Map(
    Object.entries(bySubpath).map(([path, target]) => [
      path,
      { types: firstTarget(target, true, false), code: firstTarget(target, false, false) },
    ]),
  );
}

/** As a cell's `import` reads it, and `require` where nothing is meant for `import`. */
const conditions = new Set(["import", "module-sync", "node", "default", "require"]);

/** The first file that the conditions of an entry lead to: of declarations, or of code. */
function firstTarget(target: unknown, types: boolean, inTypes: boolean): string | undefined {
  if (typeof target === "string")
    return types === (inTypes || /\.d\.[mc]?ts$/.test(target)) ? target : undefined;
  const choices: readonly (readonly [string, unknown])[] = Array.isArray(target)
    ? target.map((one: unknown) => ["default", one] as const)
    : isRecord(target)
      ? Object.entries(target)
      : [];
  for (const [condition, value] of choices) {
    if (condition !== "types" && !conditions.has(condition)) continue;
    const found = firstTarget(value, types, inTypes || condition === "types");
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The file that a package offers to `import` under this name, seen from a folder. Undefined where there is none.
 * Node's `require` finds only what is meant for it, while a cell that says `import` is run by `require`.
 */
export function exportedFile(specifier: string, folder: string): string | undefined {
  const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
  if (name === undefined || rest === undefined) return undefined;
  for (const modules of createRequire(join(folder, "cell.js")).resolve.paths(specifier) ?? []) {
    const manifest = manifestOf(join(modules, name));
    if (manifest === undefined) continue;
    const target = matching(exportsOf(manifest["exports"]), `.${rest}`);
    return target?.startsWith("./") === true ? join(modules, name, target) : undefined;
  }
  return undefined;
}

/** The code of a path: by itself, else by the pattern that says most of it. */
function matching(exports: ReadonlyMap<string, PackageExport>, path: string): string | undefined {
  const exact = exports.get(path);
  if (exact !== undefined) return exact.code;
  const [best] = [...exports]
    .flatMap(([pattern, { code }]) => {
      const [before = "", after] = pattern.split("*");
      const fits =
        after !== undefined &&
        path.length > before.length + after.length &&
        path.startsWith(before) &&
        path.endsWith(after);
      const part = path.slice(before.length, path.length - (after?.length ?? 0));
      return fits ? [{ before, code: code?.replaceAll("*", () => part) }] : [];
    })
    .sort((a, b) => b.before.length - a.before.length);
  return best?.code;
}

function manifestOf(folder: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
