import { dirname, resolve } from "node:path";
import { joinText } from "../../nbformat/multilineText.js";
import { CellsCompiledAhead } from "./cellsCompiledAhead.js";
import { plainCells, type CellSource } from "./cellSource.js";
import type { CellToRun } from "./cellsToRun.js";
import type { RunOptions } from "./runOptions.js";

/** What a cell compiles to only in its own kernel: modules of the reader's own files, tslab's directives. */
const compiledByKernelOnly =
  /\b(?:from|import|require)\s*\(?\s*["'`][./]|@(?:module|browser|node|jsx)\b|\/\/\/\s*<reference/;

/** The cells of the notebook at `path`, compiled ahead where the kernel takes such cells and all of them can be. */
export async function cellSourceOf(
  path: string,
  cells: readonly CellToRun[],
  { kernel = "lossbook", startKernel, compiler }: RunOptions,
): Promise<CellSource> {
  const isOurs = kernel === "lossbook" && startKernel === undefined;
  if (compiler === undefined && !isOurs) return plainCells;
  const toCompile = cells.map(({ code, mayFail }) => ({ source: joinText(code.source), mayFail }));
  if (toCompile.length === 0 || toCompile.some(({ source }) => compiledByKernelOnly.test(source))) {
    return plainCells;
  }
  return new CellsCompiledAhead(
    compiler ?? (await import("../kernel/cellCompiler.js")).cellCompiler,
    dirname(resolve(path)),
    toCompile,
  );
}
