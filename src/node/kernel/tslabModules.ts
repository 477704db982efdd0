import { createRequire, Module } from "node:module";
import { join } from "node:path";
import { packageRoot } from "../course/packageRoot.js";
import type { Diagnostic } from "./diagnostic.js";
import { typeCheckOwnModules, watchModules } from "./ownModuleTypes.js";
import { withTypesOfExports } from "./packageTypes.js";
import { repaired } from "./repairs.js";
import { recordSourceMaps } from "./sourcePositions.js";
import { allowWatchTimers } from "./watchTimers.js";
import type ts from "typescript";

export interface Converted {
  readonly output?: string;
  readonly declOutput?: string;
  readonly diagnostics: Diagnostic[];
  readonly hasToplevelAwait?: boolean;
  readonly sideOutputs?: { readonly path: string; readonly data: string }[];
  readonly lastExpressionVar?: string;
}

export interface QuickInfo {
  textSpan?: { start: number; length: number };
}

export interface Completions {
  start: number;
  end: number;
  candidates: string[];
}

export interface Converter {
  close(): void;
  convert(previousDeclarations: string, source: string): Converted;
  inspect(previousDeclarations: string, source: string, position: number): QuickInfo | undefined;
  complete(previousDeclarations: string, source: string, position: number): Completions;
  addModule(name: string, content: string, meta: unknown): Diagnostic[];
}

export interface Executor {
  execute(source: string): Promise<boolean>;
  inspect(source: string, position: number): QuickInfo | undefined;
  complete(source: string, position: number): Completions;
  readonly locals: Record<string, unknown>;
  interrupt(): void;
  close(): void;
}

export interface ConverterSet {
  readonly node: Converter;
  readonly browser: Converter;
  close(): void;
}

/** What the launcher takes from inside tslab 1.0.22; the version is pinned for its sake. */
export interface TslabModules {
  readonly version: string;
  readonly typescriptVersion: string;
  readonly typescript: typeof ts;
  createConverter(options: { isJS: boolean; isBrowser: boolean }): Converter;
  createExecutor(
    folder: string,
    converters: ConverterSet,
    console: {
      log(...values: unknown[]): void;
      error(...values: unknown[]): void;
    },
  ): Executor;
  isCompleteCode(code: string): { completed: boolean; indent?: string };
  printQuickInfo(info: QuickInfo): string;
  /** The module whose `lastWriteDisplayData` serves `tslab.display`. */
  readonly jupyter: { lastWriteDisplayData: unknown };
}

export interface LoadOptions {
  /** The folder from which a converter looks for modules, asked for when it is made. */
  readonly currentDirectory?: () => string;
  /** Leaves the compiler unread until somebody asks for it: reading it takes a third of a kernel's start. */
  readonly compilerLater?: boolean;
}

/** Loads tslab's parts, with a TypeScript that also records source maps. */
export function loadTslab({
  currentDirectory = () => process.cwd(),
  compilerLater = false,
}: LoadOptions = {}): TslabModules {
  const require = createRequire(join(packageRoot(), "package.json"));
  const manifest = require.resolve("tslab/package.json");
  const fromTslab = createRequire(manifest);
  const typescriptPath = fromTslab.resolve("@tslab/typescript-for-tslab");
  const typescriptManifest = "@tslab/typescript-for-tslab/package.json";
  const part = (name: string): unknown => require(`tslab/dist/${name}.js`);

  let loaded:
    | (Pick<TslabModules, "typescript"> & Pick<TslabModules, "createConverter" | "isCompleteCode">)
    | undefined;
  const compiler = (): NonNullable<typeof loaded> => {
    if (loaded !== undefined) return loaded;
    const typescript = fromTslab(typescriptPath) as typeof ts;
    // The fork's exports cannot be written to; tslab gets a copy instead.
    const mapped = recordSourceMaps(typescript);
    mapped.sys = {
      ...typescript.sys,
      getCurrentDirectory: currentDirectory,
      ...(repaired("own-modules") ? { watchFile: watchModules(typescript) } : {}),
      ...(repaired("package-types") ? { readFile: readPackageTypes(typescript) } : {}),
    };
    const timed = repaired("watch-timers") ? allowWatchTimers(mapped) : mapped;
    fromTslab.cache[typescriptPath]!.exports = repaired("own-modules")
      ? typeCheckOwnModules(timed)
      : timed;
    const { createConverter, isCompleteCode } = part("converter") as TslabModules;
    return (loaded = { typescript, createConverter, isCompleteCode });
  };
  if (compilerLater) replaceModulesThatReadTheCompiler(require);
  else compiler();
  const { createExecutor } = part("executor") as TslabModules;
  const { printQuickInfo } = part("inspect") as TslabModules;
  return {
    version: (require(manifest) as { version: string }).version,
    typescriptVersion: (fromTslab(typescriptManifest) as { version: string }).version,
    get typescript() {
      return compiler().typescript;
    },
    createConverter: (options) => compiler().createConverter(options),
    isCompleteCode: (code) => compiler().isCompleteCode(code),
    createExecutor,
    printQuickInfo,
    jupyter: part("jupyter") as TslabModules["jupyter"],
  };
}

/** Reads the manifests of packages with the types that their `exports` name. */
function readPackageTypes({ sys }: typeof ts): typeof ts.sys.readFile {
  return (path, encoding) => {
    const text = sys.readFile(path, encoding);
    return text !== undefined && /\/node_modules\/.*\/package\.json$/.test(path)
      ? withTypesOfExports(text)
      : text;
  };
}

/**
 * Two modules of tslab read the compiler for next to nothing. In their places: a reader of a cell's directives that
 * asks the true one where there may be any, and of the Jupyter part what a cell's `tslab.display` looks for in it.
 */
function replaceModulesThatReadTheCompiler(require: NodeJS.Require): void {
  type Metadata = { getCodeMetadata(source: string): object };
  const metadata = require.resolve("tslab/dist/metadata.js");
  let full: Metadata | undefined;
  const readFull = (): Metadata => {
    delete require.cache[metadata];
    return require(metadata) as Metadata;
  };
  const replaceModule = (path: string, exports: unknown): void => {
    const replacement = new Module(path);
    require.cache[path] = Object.assign(replacement, { filename: path, loaded: true, exports });
  };
  replaceModule(metadata, {
    getCodeMetadata: (source: string): object =>
      /@(?:module|jsx|node|browser)/.test(source)
        ? (full ??= readFull()).getCodeMetadata(source)
        : {},
  });
  replaceModule(require.resolve("tslab/dist/jupyter.js"), { lastWriteDisplayData: null });
}
