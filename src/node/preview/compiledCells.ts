import { CompilerThread, type CellCompiler, type ExaminedCell } from "../kernel/cellCompiler.js";
import type { CompiledCell } from "../kernel/compiledCell.js";
import { Memo } from "../../text/memo.js";

/** Cells that are kept compiled, by the characters of what they depend on: some notebooks' worth. */
const mostCharacters = 4_000_000;

/** Compiles each cell once, for as long as it and what stands before it stay as they are. */
export class CompiledCells implements CellCompiler {
  readonly #thread = new CompilerThread(Infinity);
  readonly #cells = new Memo<Promise<ExaminedCell>>(mostCharacters);

  async compile(
    folder: string,
    previous: string,
    source: string,
  ): Promise<CompiledCell | undefined> {
    return (await this.examine(folder, previous, source)).compiled;
  }

  examine(folder: string, previous: string, source: string): Promise<ExaminedCell> {
    const key = JSON.stringify([folder, previous, source]);
    return this.#cells.get(key, () => this.#thread.examine(folder, previous, source));
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
