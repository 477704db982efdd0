import { readFileSync } from "node:fs";
import { Module } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { compileOwnModule, isOwnFile, ownModuleFile } from "../course/ownModule.js";
import { exportedFile } from "../course/packageExports.js";
import { packageRoot } from "../course/packageRoot.js";

interface LoadedModule {
  readonly filename?: string | null;
  _compile(code: string, file: string): void;
}

/** What Node's loader of CommonJS is made of, and has no types for. */
interface Loader {
  _resolveFilename(request: string, parent: LoadedModule | undefined, ...rest: unknown[]): string;
  readonly _extensions: Record<string, (module: LoadedModule, file: string) => void>;
}

/**
 * Lets cells import the modules of their course: TypeScript, JSX, and JavaScript of either kind, from wherever it lies,
 * and packages that are for `import` alone.
 *
 * Each is compiled when it is loaded, and forgotten when it has changed (`ModuleReload`).
 */
export function loadOwnModules(): void {
  const loader = Module as unknown as Loader;
  const { _resolveFilename: resolveName } = loader;
  loader._resolveFilename = (request, parent, ...rest) => {
    const from = parent?.filename;
    const own =
      typeof from === "string" && isAuthors(from)
        ? ownModuleFile(request, dirname(from))
        : undefined;
    try {
      return resolveName.call(loader, own ?? request, parent, ...rest);
    } catch (error) {
      const isForImport = errorCode(error) === "ERR_PACKAGE_PATH_NOT_EXPORTED";
      const file =
        isForImport && typeof from === "string" && isAuthors(from)
          ? exportedFile(request, dirname(from))
          : undefined;
      if (file === undefined) throw error;
      return resolveName.call(loader, file, parent, ...rest);
    }
  };
  const plain = loader._extensions[".js"]!;
  for (const ending of [".js", ".jsx", ".mjs", ".ts", ".tsx", ".mts", ".cts"]) {
    const before = loader._extensions[ending] ?? plain;
    loader._extensions[ending] = (module, file) => {
      if (!isAuthors(file)) return before(module, file);
      const shown = relative(process.cwd(), file).split(sep).join("/");
      module._compile(compileOwnModule(readFileSync(file, "utf8"), file, shown), file);
    };
  }
}

const build = join(packageRoot(), "dist") + sep;

const isAuthors = (file: string): boolean => isOwnFile(file) && !file.startsWith(build);

const errorCode = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;
