import type { CellPlace, CellRun, CellStatus, Failure, RunStatus } from "./notebookRun.js";
import type { RunEvent } from "./runEvent.js";

/** Tells the events of one notebook's run, and keeps what its outcome is to say of them. */
export class RunLog {
  readonly cells: CellRun[] = [];
  readonly warnings: string[] = [];
  readonly #started = performance.now();
  readonly #notebook: string;
  readonly #tell: (event: RunEvent) => void;

  constructor(notebook: string, tell: (event: RunEvent) => void = () => undefined) {
    this.#notebook = notebook;
    this.#tell = tell;
  }

  get seconds(): number {
    return secondsSince(this.#started);
  }

  notebookStart(cells: number): void {
    this.#tell({ event: "notebook-start", notebook: this.#notebook, cells });
  }

  kernelReady(): void {
    this.#tell({ event: "kernel-ready", notebook: this.#notebook, seconds: this.seconds });
  }

  cellStart(place: CellPlace): void {
    this.#tell({ event: "cell-start", notebook: this.#notebook, ...place });
  }

  cellEnd(place: CellPlace, status: CellStatus, seconds: number): void {
    this.cells.push({ ...place, status, seconds });
    this.#tell({ event: "cell-end", notebook: this.#notebook, ...place, status, seconds });
  }

  warn(message: string, place?: CellPlace): void {
    this.warnings.push(place === undefined ? message : `cell ${place.cell} ${message}`);
    this.#tell({ event: "warning", notebook: this.#notebook, ...place, message });
  }

  notebookEnd(status: RunStatus, seconds: number, failure: Failure | undefined): void {
    this.#tell({
      event: "notebook-end",
      notebook: this.#notebook,
      status,
      seconds,
      ...(failure === undefined ? {} : { failure }),
    });
  }
}

export function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}
