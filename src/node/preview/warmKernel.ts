import { isDeepStrictEqual } from "node:util";
import type { Notebook, Output } from "../../nbformat/notebook.js";
import type { CellCompiler } from "../kernel/cellCompiler.js";
import type { Kernel } from "../kernel/kernel.js";
import { runNotebook } from "../run/runNotebook.js";
import { codeCells, commonCells, isRun, runnableCells, type Results } from "./cellResults.js";
import { KeptKernel } from "./keptKernel.js";

/** Seconds of the cells above a changed one from which on its author would wait for a clean run. */
const worthIt = 1;

/** The cells that a kernel has run, each to its end, with what they put out and the seconds that they took. */
export interface CellsRun extends Results {
  readonly seconds: readonly number[];
}

/** What the warm kernel said before the clean run did. */
export interface Provisional {
  readonly results: Results;
  /** The cells whose outputs come from it, by their ids. */
  readonly cells: readonly string[];
}

export interface WarmRunOptions {
  readonly compiler: CellCompiler;
  readonly signal: AbortSignal;
  /** Told after each cell. */
  readonly onResults: (provisional: Provisional) => void;
}

/**
 * The kernel of the last clean run, where cells took seconds. A cell that changes below them is run on it at once,
 * while a clean run is under way. What it says is provisional: variables stand as later cells and earlier edits left
 * them, so that a counter goes on and a name that was deleted is still there. The clean run has the last word.
 */
export class WarmKernel {
  #kept: { readonly path: string; readonly kernel: Kernel; readonly ran: CellsRun } | undefined;
  /** Runs on it go one after the other. */
  #last: Promise<void> = Promise.resolve();
  /** Kernels that are ending. */
  #ending: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Takes over a kernel after its clean run: it is kept in the place of the last one, or ended. */
  takeOver(path: string, kernel: Kernel, ran: CellsRun): void {
    if (this.#closed || sum(ran.seconds) < worthIt) return this.#end(kernel);
    this.forget();
    this.#kept = { path, kernel, ran };
  }

  /** Runs a notebook from its first changed cell on, where the cells above took long enough; else nothing happens. */
  run(path: string, notebook: Notebook, options: WarmRunOptions): Promise<void> {
    this.#last = this.#last
      .then(() => this.#run(path, structuredClone(notebook), options))
      // It only saves time: the clean run says what is wrong.
      .catch(() => undefined);
    return this.#last;
  }

  /** What cells import or read has changed, or nobody writes any more. */
  forget(): void {
    const kernel = this.#kept?.kernel;
    this.#kept = undefined;
    if (kernel !== undefined) this.#end(kernel);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.forget();
    await this.#ending;
  }

  #end(kernel: Kernel): void {
    this.#ending = Promise.all([this.#ending, kernel.shutdown()]);
  }

  async #run(
    path: string,
    notebook: Notebook,
    { compiler, signal, onResults }: WarmRunOptions,
  ): Promise<void> {
    const kept = this.#kept;
    if (signal.aborted || kept?.path !== path || !kept.kernel.alive) return;
    const { ran } = kept;
    const cells = runnableCells(notebook);
    const from = commonCells(ran.cells, cells);
    if (from >= cells.length || sum(ran.seconds.slice(0, from)) < worthIt) return;
    const known = cells.slice(0, from).filter(isRun).length;
    const codes = codeCells(notebook);
    // What stands below the last cell that was run shows what it showed, until it is its turn.
    const before = new Map(codes.map(({ id, outputs }) => [id, outputs]));
    const tell = (ended: number, tables: readonly string[]): void => {
      if (signal.aborted) return;
      const outputs = codes.map(({ id, outputs: now }, at): readonly Output[] =>
        at < from ? (ran.outputs[at] ?? []) : at < ended ? now : (before.get(id) ?? []),
      );
      onResults({
        results: { cells, outputs, tables: [...new Set([...ran.tables, ...tables])], at: ran.at },
        cells: cells.slice(from, ended).map(({ id }) => id),
      });
    };
    const run = await runNotebook(path, notebook, {
      compiler,
      signal,
      startKernel: () => Promise.resolve(new KeptKernel(kept.kernel, known)),
      onEvent: (event) => {
        if (event.event !== "cell-end" || event.status !== "ok") return;
        const ended = codes.findIndex((code) => notebook.cells[event.cell - 1] === code) + 1;
        if (ended > from && ended < cells.length) tell(ended, []);
      },
    });
    if (run.status === "ok" || run.status === "error") tell(cells.length, run.tablesRead);
  }
}

/** How many cells show otherwise than a warm kernel said. */
export const differences = (provisional: Provisional, { cells, outputs }: Results): number =>
  provisional.cells.filter((id) => {
    const at = cells.findIndex((cell) => cell.id === id);
    return !isDeepStrictEqual(provisional.results.outputs[at], outputs[at]);
  }).length;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
