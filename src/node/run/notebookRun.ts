import type { Notebook } from "../../nbformat/notebook.js";

export type CellStatus = "ok" | "error" | "timeout" | "interrupted" | "dead" | "skipped";

/** `error`: a cell failed; `timeout`: a limit was reached; `dead`: the kernel died or never started. */
export type RunStatus = "ok" | "error" | "timeout" | "interrupted" | "dead";

/** A cell's place in the notebook, from 1, and its id. */
export interface CellPlace {
  readonly cell: number;
  readonly id: string;
}

/** Why a run did not end well. */
export interface Failure extends Partial<CellPlace> {
  /** One line: what happened. */
  readonly message: string;
  /** The line in the cell's source, from 1, when the error says it. */
  readonly line?: number;
  /** That line of the source. */
  readonly source?: string;
}

export interface CellRun extends CellPlace {
  readonly status: CellStatus;
  readonly seconds: number;
}

/** The outcome of one notebook's run. */
export interface NotebookRun {
  readonly path: string;
  readonly status: RunStatus;
  /** The notebook with its outputs, those of a failed run so far. */
  readonly notebook: Notebook;
  readonly cells: readonly CellRun[];
  /** Whether the last cell was reached; with allowErrors also when cells failed. */
  readonly reachedEnd: boolean;
  readonly failure?: Failure;
  readonly warnings: readonly string[];
  readonly seconds: number;
  /** The tables that its cells read, by the names or paths that they gave. */
  readonly tablesRead: readonly string[];
  /** What the kernel said about itself, once it was ready. */
  readonly kernelInfo?: Readonly<Record<string, unknown>>;
}
