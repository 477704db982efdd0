import type { CompiledCell } from "../kernel/compiledCell.js";
import { cellCompiler } from "../kernel/cellCompiler.js";

/** What a cell compiles to only in its own kernel: modules of the reader's own files, tslab's directives. */
const local =
  /\b(?:from|import|require)\s*\(?\s*["'`][./]|@(?:module|browser|node|jsx)\b|\/\/\/\s*<reference/;

/** A notebook's cells, compiled one after the other ahead of the kernel, as if each will run to its end. */
export class CompiledCells {
  /** Settles when the compiler has read what it reads before the first cell; that is no cell's time. */
  readonly ready: Promise<unknown>;
  readonly #cells: readonly Promise<CompiledCell | undefined>[];
  #stopped = false;

  constructor(
    folder: string,
    cells: readonly { readonly source: string; readonly mayFail: boolean }[],
  ) {
    if (cells.some(({ source }) => local.test(source))) {
      this.#cells = [];
      this.ready = Promise.resolve();
      return;
    }
    this.ready = cellCompiler.compile(folder, "", "");
    let previous = Promise.resolve("");
    this.#cells = cells.map(({ source, mayFail }) => {
      const compiled = previous.then((declarations) =>
        this.#stopped ? undefined : cellCompiler.compile(folder, declarations, source),
      );
      const before = previous;
      // A cell that fails declares nothing.
      previous = compiled.then((cell) =>
        cell === undefined || mayFail ? before : (cell.converted.declOutput ?? ""),
      );
      return compiled;
    });
  }

  /** Whether any cell may come compiled. */
  get any(): boolean {
    return this.#cells.length > 0;
  }

  /**
   * The cell at `index`, once it is compiled; undefined where its kernel is to do that, or where `signal` aborts;
   * `"late"` where it takes longer than `milliseconds`.
   */
  async at(
    index: number,
    signal: AbortSignal,
    milliseconds: number,
  ): Promise<CompiledCell | "late" | undefined> {
    const stop = new AbortController();
    const cell = this.#cells[index];
    if (cell === undefined || signal.aborted) return undefined;
    const late = new Promise<"late">((resolve) => {
      const timer = setTimeout(() => resolve("late"), Math.min(milliseconds, 2 ** 31 - 1));
      stop.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    });
    const aborted = new Promise<undefined>((resolve) => {
      signal.addEventListener("abort", () => resolve(undefined), {
        once: true,
        signal: stop.signal,
      });
    });
    const compiled = await Promise.race([cell, late, aborted]);
    stop.abort();
    // The thread would keep the other notebooks waiting.
    if (compiled === "late") cellCompiler.giveUp();
    return compiled;
  }

  /** The cells that are not compiled yet are not wanted any more. */
  stop(): void {
    this.#stopped = true;
  }
}
