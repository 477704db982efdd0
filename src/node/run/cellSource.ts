import type { CompiledCell } from "../kernel/compiledCell.js";
import type { Kernel } from "../kernel/kernel.js";

/** A cell as it is sent to the kernel. */
export interface SentCell {
  /** The cell compiled ahead; without it the kernel compiles the source. */
  readonly compiled?: CompiledCell;
  /** Compiling ahead took all the time that the cell has, and was given up. */
  readonly tookTooLong?: boolean;
}

/** Where a run takes its cells from, one after the other: as they stand, or compiled ahead of the kernel. */
export interface CellSource {
  /** Whether cells may come compiled: the kernel then makes no compiler of its own until it needs one. */
  readonly compilesAhead: boolean;
  /** Settles when the source has read what it reads before the first cell; that is no cell's time. */
  readonly ready: Promise<unknown>;
  /** The cell at `position`, for `kernel`; waited for until `milliseconds` have passed or `signal` aborts. */
  take(
    position: number,
    kernel: Kernel,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<SentCell>;
  /** Says how the cell at `position` ended: those after it may have been compiled for another end. */
  ended(position: number, ok: boolean): void;
  /** No more cells are wanted. */
  stop(): void;
}

/** Cells that the kernel compiles itself. */
export const plainCells: CellSource = {
  compilesAhead: false,
  ready: Promise.resolve(),
  take: () => Promise.resolve({}),
  ended: () => undefined,
  stop: () => undefined,
};
