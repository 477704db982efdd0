import type { CellCompiler } from "../kernel/cellCompiler.js";
import type { CompiledCell } from "../kernel/compiledCell.js";
import type { Kernel } from "../kernel/kernel.js";
import { wholeMilliseconds, unlessAborted } from "../kernel/waiting.js";
import type { CellSource, SentCell } from "./cellSource.js";

/** A cell to compile ahead. */
export interface CellToCompile {
  readonly source: string;
  /** It is meant to fail, and then declares nothing. */
  readonly mayFail: boolean;
}

/** A notebook's cells, compiled one after the other ahead of the kernel, as if each will run to its end. */
export class CellsCompiledAhead implements CellSource {
  readonly compilesAhead = true;
  readonly ready: Promise<unknown>;
  readonly #compiler: CellCompiler;
  readonly #cells: readonly CellToCompile[];
  readonly #compiled: readonly Promise<CompiledCell | undefined>[];
  /** A cell ended otherwise than those after it were compiled for. */
  #diverged = false;
  #kernelHasTypes = false;
  #stopped = false;

  constructor(compiler: CellCompiler, folder: string, cells: readonly CellToCompile[]) {
    this.#compiler = compiler;
    this.#cells = cells;
    this.ready = compiler.compile(folder, "", "");
    let previous = Promise.resolve("");
    this.#compiled = cells.map(({ source, mayFail }) => {
      const before = previous;
      const compiled = before.then((declarations) =>
        this.#stopped ? undefined : compiler.compile(folder, declarations, source),
      );
      previous = compiled.then((cell) =>
        cell === undefined || mayFail ? before : (cell.converted.declOutput ?? ""),
      );
      return compiled;
    });
  }

  async take(
    position: number,
    kernel: Kernel,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<SentCell> {
    const found = this.#diverged ? undefined : await this.#within(position, milliseconds, signal);
    if (found === "late") return { tookTooLong: true };
    if (found !== undefined) return { compiled: found };
    await this.#readTypes(kernel, signal);
    return {};
  }

  ended(position: number, ok: boolean): void {
    if (ok === this.#cells[position]?.mayFail) this.#diverged = true;
  }

  stop(): void {
    this.#stopped = true;
  }

  async #within(
    position: number,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<CompiledCell | "late" | undefined> {
    const cell = this.#compiled[position];
    if (cell === undefined) return undefined;
    const late = AbortSignal.timeout(wholeMilliseconds(milliseconds));
    const compiled = await unlessAborted(cell, AbortSignal.any([signal, late]));
    if (compiled !== "aborted") return compiled;
    if (!late.aborted) return undefined;
    // The thread would keep the other notebooks waiting.
    this.#compiler.giveUp();
    return "late";
  }

  /** The kernel is about to compile cells itself: any question about types makes it read them, at no cell's cost. */
  async #readTypes(kernel: Kernel, signal: AbortSignal): Promise<void> {
    if (this.#kernelHasTypes) return;
    this.#kernelHasTypes = true;
    const asked = kernel.request("inspect_request", { code: "0", cursor_pos: 0 });
    await unlessAborted(asked, signal).catch(() => undefined);
  }
}
