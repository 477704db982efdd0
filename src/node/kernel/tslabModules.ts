import { createRequire } from "node:module";
import { join } from "node:path";
import { packageRoot } from "../packageRoot.js";
import { repaired } from "./repairs.js";
import { recordSourceMaps } from "./sourcePositions.js";
import { allowWatchTimers } from "./watchTimers.js";
import type ts from "typescript";

export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly character: number;
}

export interface Diagnostic {
  readonly start: Position;
  readonly end: Position;
  readonly messageText: string;
  readonly category: number;
  readonly code: number;
  readonly fileName?: string;
}

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

/**
 * Loads tslab's parts, with a TypeScript that also records source maps. A converter looks for modules from the folder
 * that `currentDirectory` names when it is made.
 */
export function loadTslab(
  { currentDirectory }: { readonly currentDirectory: () => string } = {
    currentDirectory: () => process.cwd(),
  },
): TslabModules {
  const require = createRequire(join(packageRoot(), "package.json"));
  const manifest = require.resolve("tslab/package.json");
  const fromTslab = createRequire(manifest);
  const typescriptPath = fromTslab.resolve("@tslab/typescript-for-tslab");
  const typescript = fromTslab(typescriptPath) as typeof ts;
  // The fork's exports cannot be written to; tslab gets a copy instead.
  const mapped = recordSourceMaps(typescript);
  mapped.sys = { ...typescript.sys, getCurrentDirectory: currentDirectory };
  fromTslab.cache[typescriptPath]!.exports = repaired("watch-timers")
    ? allowWatchTimers(mapped)
    : mapped;
  const part = (name: string): unknown => require(`tslab/dist/${name}.js`);
  const converter = part("converter") as Pick<TslabModules, "createConverter" | "isCompleteCode">;
  const executor = part("executor") as Pick<TslabModules, "createExecutor">;
  const inspect = part("inspect") as Pick<TslabModules, "printQuickInfo">;
  return {
    version: (require(manifest) as { version: string }).version,
    typescript,
    createConverter: converter.createConverter,
    isCompleteCode: converter.isCompleteCode,
    createExecutor: executor.createExecutor,
    printQuickInfo: inspect.printQuickInfo,
    jupyter: part("jupyter") as TslabModules["jupyter"],
  };
}
