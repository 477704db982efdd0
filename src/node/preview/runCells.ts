import { dirname, resolve } from "node:path";
import type { CodeCell, Notebook, Output } from "../../nbformat/notebook.js";
import { joinText } from "../../nbformat/multilineText.js";
import { hasTag } from "../../nbformat/tags.js";
import type { Kernel, KernelOptions } from "../kernel/kernel.js";
import type { CellProblem } from "../kernel/compilerWorker.js";
import type { Failure, NotebookRun } from "../run/notebookRun.js";
import { runNotebook } from "../run/runNotebook.js";
import {
  codeCells,
  commonCells,
  outputsOf,
  runnableCells,
  withResults,
  type Results,
} from "./cellResults.js";
import type { CompiledCells } from "./compiledCells.js";
import { KeptKernel } from "./keptKernel.js";
import type { SpareKernel } from "./spareKernel.js";
import type { CellsRun, Provisional, WarmKernel } from "./warmKernel.js";

export interface RunTools {
  readonly compiler: CompiledCells;
  readonly kernels: SpareKernel;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, cells: number) => void;
  readonly warm: WarmKernel;
  /** What a warm kernel says before the clean run does, where cells above the changed one take seconds. */
  readonly onProvisional: (provisional: Provisional) => void;
}

export interface Ran {
  readonly results: Results;
  readonly failure: Failure | undefined;
}

/**
 * A clean run of the notebook, on a kernel that nothing ran on. A cell that the compiler refuses is shown with what the
 * compiler says, at once where the cells above it are those of the run `before`, and nothing below it is run.
 * Undefined where the signal aborted it.
 */
export async function runCells(
  path: string,
  notebook: Notebook,
  before: Results | undefined,
  { compiler, kernels, signal, onProgress, warm, onProvisional }: RunTools,
): Promise<Ran | undefined> {
  const cells = runnableCells(notebook);
  const refused = await refusedCell(path, notebook, compiler, signal);
  if (signal.aborted) return undefined;
  const done = refused?.index ?? cells.length;
  const finish = (
    outputs: readonly (readonly Output[])[],
    tables: readonly string[],
    failure?: Failure,
  ): Ran => ({ results: { cells, outputs, tables, at: new Date() }, failure });
  if (refused !== undefined && before !== undefined && commonCells(cells, before.cells) >= done)
    return finish(
      [...before.outputs.slice(0, done), [refused.output]],
      before.tables,
      refused.failure,
    );
  const copy = structuredClone(notebook);
  const last = codeCells(copy)[done];
  if (last !== undefined) copy.cells = copy.cells.slice(0, copy.cells.indexOf(last));
  let options: KernelOptions | undefined;
  let kernel: Kernel | undefined;
  let ended = 0;
  const clean = new AbortController();
  if (refused === undefined && before !== undefined)
    void warm.run(path, withResults(notebook, before), {
      compiler,
      signal: AbortSignal.any([signal, clean.signal]),
      onResults: onProvisional,
    });
  try {
    const run = await runNotebook(path, copy, {
      compiler,
      signal,
      async startKernel(given) {
        kernel = await kernels.take((options = given));
        return new KeptKernel(kernel);
      },
      onEvent: (event) => {
        if (event.event === "cell-end") onProgress(++ended, cells.length);
      },
    });
    clean.abort();
    if (signal.aborted) return undefined;
    const outputs = outputsOf(run.notebook);
    const tables = run.tablesRead;
    if (kernel !== undefined && (run.status === "ok" || run.status === "error")) {
      const ran = cellsRun(copy, run);
      warm.takeOver(path, kernel, { ...ran, outputs, tables, at: new Date() });
      kernel = undefined;
    }
    if (run.status !== "ok") return finish(outputs, tables, run.failure);
    return refused === undefined
      ? finish(outputs, tables)
      : finish([...outputs, [refused.output]], tables, refused.failure);
  } finally {
    clean.abort();
    await kernel?.shutdown();
    if (options !== undefined) kernels.prepare(options);
  }
}

/** The cells that came to their end: none of those from the one that failed. */
function cellsRun(
  notebook: Notebook,
  { cells, failure }: NotebookRun,
): Pick<CellsRun, "cells" | "seconds"> {
  const codes = codeCells(notebook);
  const failed = codes.findIndex((code) => notebook.cells.indexOf(code) + 1 === failure?.cell);
  const ran = runnableCells(notebook).slice(0, failed < 0 ? codes.length : failed);
  return {
    cells: ran,
    seconds: ran.map(({ id }) => cells.find((cell) => cell.id === id)?.seconds ?? 0),
  };
}

interface Refused {
  /** Its place among the code cells. */
  readonly index: number;
  readonly output: Output;
  readonly failure: Failure;
}

/** Compiles all cells, most of which are compiled already, and gives the first that the compiler refuses. */
async function refusedCell(
  path: string,
  notebook: Notebook,
  compiler: CompiledCells,
  signal: AbortSignal,
): Promise<Refused | undefined> {
  const folder = dirname(resolve(path));
  let previous = "";
  for (const [index, cell] of codeCells(notebook).entries()) {
    const source = joinText(cell.source);
    if (signal.aborted || source.trim() === "" || hasTag(cell, "skip-execution")) continue;
    const { compiled, problems } = await compiler.examine(folder, previous, source);
    if (hasTag(cell, "raises-exception")) continue;
    const [problem] = problems;
    if (problem !== undefined) return refusal(notebook, cell, index, problem, problems);
    // The kernel has to see for itself; what comes after is seen with it.
    if (compiled === undefined) return undefined;
    previous = compiled.converted.declOutput ?? "";
  }
  return undefined;
}

function refusal(
  notebook: Notebook,
  cell: CodeCell,
  index: number,
  { line, message, file }: CellProblem,
  problems: readonly CellProblem[],
): Refused {
  const text = problems
    .map((one) => `${one.file === undefined ? "" : `${one.file}:`}${one.line} - ${one.message}`)
    .join("\n");
  const source = joinText(cell.source).split("\n")[line - 1]?.trim();
  return {
    index,
    output: { output_type: "error", ename: "Error", evalue: text, traceback: [text] },
    failure: {
      message: file === undefined ? message : `${file}:${line}: ${message}`,
      cell: notebook.cells.indexOf(cell) + 1,
      id: cell.id,
      ...(file === undefined ? { line } : {}),
      ...(source === undefined || file !== undefined ? {} : { source }),
    },
  };
}
