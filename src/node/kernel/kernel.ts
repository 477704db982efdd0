import type { Oversized } from "./message.js";
import type { CompiledCell } from "./compiledCell.js";

/** Where a kernel comes from and how it is bounded. */
export interface KernelOptions {
  /** `"lossbook"`: our launcher (default); `"tslab"`: the stock kernel; else a path to a kernel.json. */
  readonly kernel?: string;
  /** The kernel's working directory; a notebook's folder. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Milliseconds until a kernel that is not ready is given up (it is restarted twice before): 30 seconds, and longer
   * where more kernels than processors share the machine.
   */
  readonly startTimeout?: number;
  /** Heap limit in MiB. */
  readonly memoryLimit?: number;
  /**
   * Characters of output that the caller keeps. What is certainly above is not sent by our kernel; of another one's
   * message that is larger, the content is left out.
   */
  readonly outputLimit?: number;
  /** The caller means to give each cell compiled: our kernel then makes no compiler of its own until it needs one. */
  readonly compiledElsewhere?: boolean;
  readonly signal?: AbortSignal;
}

/** A message of the iopub channel that belongs to a request; late ones too (`late` is then true). */
export interface IopubMessage {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** True when it came after the request's idle. */
  readonly late: boolean;
  /** Its content was far above the output limit and is not here. */
  readonly oversized?: Oversized;
}

export interface ExecuteOptions {
  readonly onMessage?: (message: IopubMessage) => void;
  /** Milliseconds for this cell; then interrupt, and where that does not help the kernel is killed. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds that an interrupted cell has to end before the kernel is killed; 2000. */
  readonly grace?: number;
  /** The cell as a compiler outside the kernel left it; for our kernel alone. */
  readonly compiled?: CompiledCell;
}

export type ExecuteStatus = "ok" | "error" | "aborted" | "timeout" | "interrupted" | "dead";

export interface ExecuteResult {
  readonly status: ExecuteStatus;
  readonly executionCount: number | null;
  readonly error?: {
    readonly name: string;
    readonly message: string;
    readonly traceback: readonly string[];
  };
  /** The tables that the cell read, by the names or paths that it gave; our kernel alone says it. */
  readonly tablesRead?: readonly string[];
  /** Said when output may have been cut, or why the kernel ended. */
  readonly notice?: string;
}

export interface KernelExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A running kernel: one request at a time. */
export interface Kernel {
  readonly info: Readonly<Record<string, unknown>>;
  readonly processId: number;
  /** False once the process has ended. */
  readonly alive: boolean;
  execute(code: string, options?: ExecuteOptions): Promise<ExecuteResult>;
  /** A request on the shell channel with one reply: complete_request, inspect_request, is_complete_request. */
  request(
    type: string,
    content: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
  interrupt(): Promise<void>;
  /** shutdown_request, grace, SIGTERM, SIGKILL; resolves when the process is gone. */
  shutdown(): Promise<void>;
  /** Settles when the process ends, for whatever reason. */
  readonly exited: Promise<KernelExit>;
}
