import type { CellStatus, Failure, RunStatus } from "./notebookRun.js";

/** What a run tells while it goes on; with `--json` each is one line. Times are seconds. */
export type RunEvent =
  | { event: "notebook-start"; notebook: string; cells: number }
  | { event: "kernel-ready"; notebook: string; seconds: number }
  | { event: "cell-start"; notebook: string; cell: number; id: string }
  | {
      event: "cell-end";
      notebook: string;
      cell: number;
      id: string;
      status: CellStatus;
      seconds: number;
    }
  | { event: "warning"; notebook: string; cell?: number; id?: string; message: string }
  | {
      event: "notebook-end";
      notebook: string;
      status: RunStatus;
      seconds: number;
      failure?: Failure;
    };
