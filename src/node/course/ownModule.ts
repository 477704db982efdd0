import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";
import { extname, join, resolve, sep } from "node:path";
import type * as sucrase from "sucrase";
import { packageRoot } from "./packageRoot.js";

/** Endings that an import may leave out, TypeScript first, as its compiler looks for types. */
const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

/** Which TypeScript an import means that names its JavaScript. */
const sourceEndings: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/**
 * The file that a relative import means, seen from a folder: with or without its ending, a folder by its `index`, and
 * `./physics.js` where only `physics.ts` is there. Undefined where there is none, or where it is no relative import.
 */
export function ownModuleFile(specifier: string, folder: string): string | undefined {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return undefined;
  const path = resolve(folder, specifier);
  const ending = extname(path);
  const sources = (sourceEndings[ending] ?? []).map(
    (source) => path.slice(0, -ending.length) + source,
  );
  return [
    ...sources,
    ...(specifier.endsWith("/") ? [] : [path]),
    ...endings.map((ending) => path + ending),
    ...endings.map((ending) => join(path, `index${ending}`)),
  ].find(isFile);
}

/** Whether a file is an author's own code, and not that of an installed package. */
export const isOwnFile = (path: string): boolean => !path.includes(`${sep}node_modules${sep}`);

/**
 * A module of the course as CommonJS: kernel and page run the same text. Types are blanked out and every line stays
 * where it was, so that an error names the line of the file.
 *
 * Errors  SyntaxError that names `shown`, the file as its author sees it, with line and column.
 */
export function compileOwnModule(text: string, file: string, shown: string): string {
  const ending = extname(file);
  if (ending === ".json") return `module.exports = ${text.trim()};`;
  const typed = /^\.[mc]?tsx?$/.test(ending);
  if (!typed && ending !== ".jsx" && !/^[ \t]*(?:import|export)\b/m.test(text)) return text;
  const dropped = typed ? /^[ \t]*(?:export[ \t]+)?namespace[ \t]+[\w.$]+/m.exec(text) : null;
  // Blanked out as if it were a type: whoever calls its functions would find nothing.
  if (dropped !== null)
    throw new SyntaxError(
      `${shown}:${text.slice(0, dropped.index).split("\n").length}:1 - a namespace does not run in a module of a course: export its functions one by one, or as an object`,
    );
  const transforms: sucrase.Transform[] = ["imports"];
  if (typed) transforms.push("typescript");
  if (ending.endsWith("x")) transforms.push("jsx");
  try {
    // Read when first needed: most kernels meet no module of the course.
    const require = createRequire(join(packageRoot(), "package.json"));
    const { transform } = require("sucrase") as typeof sucrase;
    const { code } = transform(text, { transforms, production: true, disableESTransforms: true });
    refuseImportMeta(code);
    return code;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, said, line = "1", column = "1"] = /^(.*?) ?\((\d+):(\d+)\)$/.exec(message) ?? [];
    throw new SyntaxError(`${shown}:${line}:${column} - ${said ?? message}`, { cause: error });
  }
}

/** Neither a cell, nor a page, nor a module that runs as CommonJS knows where it lies. */
export const importMetaMessage =
  "import.meta is not there in a notebook or a module of its course: read a table by its name, and name a file as seen from the notebook";

/**
 * Node takes a text with `import.meta` for a module of the other kind, and then says that `exports` is not there.
 *
 * Errors  SyntaxError with line and column, as sucrase writes them.
 */
function refuseImportMeta(code: string): void {
  const meta = /\bimport\s*\.\s*meta\b/.exec(code);
  if (meta === null) return;
  try {
    // A comment or a text may say the same.
    new Script(`(function () {${code}\n})`, { filename: "module" });
  } catch (error) {
    const { stack = "" } = error as Error;
    if (!/import\.meta/.test(stack)) throw error;
    const line = Number(/^module:(\d+)/.exec(stack)?.[1] ?? 1);
    const column = (code.split("\n")[line - 1] ?? "").search(/\bimport\s*\.\s*meta\b/) + 1;
    throw new SyntaxError(`${importMetaMessage} (${line}:${Math.max(1, column)})`, {
      cause: error,
    });
  }
}

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true;
