import type { CellCompiler } from "../kernel/cellCompiler.js";
import type { Kernel, KernelOptions } from "../kernel/kernel.js";
import type { Parameters } from "./parameters.js";
import type { RunEvent } from "./runEvent.js";

export type StartKernel = (options: KernelOptions) => Promise<Kernel>;

export interface RunOptions {
  /** `"lossbook"` (default), `"tslab"`, or a path to a kernel.json. */
  readonly kernel?: string;
  /** Milliseconds for one cell; default two minutes, Infinity for none. */
  readonly timeout?: number;
  /** Milliseconds for one notebook from the kernel's start; default ten minutes, Infinity for none. */
  readonly totalTimeout?: number;
  /** Goes on after a cell that fails. */
  readonly allowErrors?: boolean;
  readonly parameters?: Parameters;
  /** Milliseconds until a kernel counts as not ready; by default `startKernel` decides. */
  readonly startTimeout?: number;
  /** MiB of heap that the kernel may use. */
  readonly memoryLimit?: number;
  /** MiB of output that one notebook may hold; default 64. */
  readonly outputLimit?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** How a kernel is started; tests pass their own. */
  readonly startKernel?: StartKernel;
  /** What compiles cells ahead of the kernel; by default a thread where the kernel is ours, else nothing. */
  readonly compiler?: CellCompiler;
}

export const defaultTimeout = 120_000;
export const defaultTotalTimeout = 600_000;
export const defaultOutputLimit = 64;
