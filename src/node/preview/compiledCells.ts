import { CompilerThread, type CellCompiler, type ExaminedCell } from "../kernel/cellCompiler.js";
import type { CompiledCell } from "../kernel/compiledCell.js";

/** Cells that are kept compiled: some notebooks' worth. */
const mostCells = 1_000;

/** Compiles each cell once, for as long as it and what stands before it stay as they are. */
export class CompiledCells implements CellCompiler {
  readonly #thread = new CompilerThread(Infinity);
  readonly #cells = new Map<string, Promise<ExaminedCell>>();

  async compile(
    folder: string,
    previous: string,
    source: string,
  ): Promise<CompiledCell | undefined> {
    return (await this.examine(folder, previous, source)).compiled;
  }

  examine(folder: string, previous: string, source: string): Promise<ExaminedCell> {
    const key = JSON.stringify([folder, previous, source]);
    const known = this.#cells.get(key);
    // The one that was asked for last goes last.
    this.#cells.delete(key);
    const cell = known ?? this.#thread.examine(folder, previous, source);
    this.#cells.set(key, cell);
    for (const oldest of this.#cells.keys()) {
      if (this.#cells.size <= mostCells) break;
      this.#cells.delete(oldest);
    }
    return cell;
  }

  /** A cell took all its time: the next one gets a new thread. */
  giveUp(): void {
    this.forget();
    this.#thread.restart();
  }

  /** Modules or packages have changed: what was compiled may not hold. */
  forget(): void {
    this.#cells.clear();
  }

  close(): void {
    this.forget();
    this.#thread.restart();
  }
}
