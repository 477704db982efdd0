import type { Ending } from "./session.js";

/** What the queue must know of a cell. */
export interface QueuedCell {
  /** Whether it runs for another, or with all: not where it needs Node. */
  readonly runsInPage: boolean;
  /** What it would run now. */
  readonly program: string;
  readonly data: { readonly nodeOnly: boolean; readonly mayFail: boolean };
}

/** A cell that waits for its turn; `prerequisite`: the reader did not ask for it, another cell stands on it. */
export interface Job<Cell> {
  readonly cell: Cell;
  readonly prerequisite: boolean;
}

export interface JobRunner<Cell> {
  /** Runs the cell in the worker. */
  execute(job: Job<Cell>): Promise<Ending>;
  /** Puts what it gave into the page; never rejects. */
  show(job: Job<Cell>, ending: Ending): Promise<void>;
}

/** The order in which cells run: one after the other, each after the cells that it stands on. */
export class RunQueue<Cell extends QueuedCell> {
  readonly #cells: readonly Cell[];
  readonly #runner: JobRunner<Cell>;
  /** What has run in this worker. */
  readonly #executed = new Set<Cell>();
  /** What was stopped, as it stood then: it does not begin again because another cell is run. */
  readonly #stopped = new Map<Cell, string>();
  /** Of these, what the cells that run now would have stood on. */
  #passedOver = new Set<Cell>();
  #jobs: Job<Cell>[] = [];
  #running: Cell | undefined;
  #working: Promise<Ending> | undefined;

  constructor(cells: readonly Cell[], runner: JobRunner<Cell>) {
    this.#cells = cells;
    this.#runner = runner;
  }

  get busy(): boolean {
    return this.#working !== undefined;
  }

  hasRun(cell: Cell): boolean {
    return this.#executed.has(cell);
  }

  /** Cells that the last run left out, because they were stopped before and are still what they were. */
  get passedOver(): readonly Cell[] {
    return [...this.#passedOver];
  }

  /**
   * Runs these cells, and before them the earlier ones that have not run in this worker, but for those that were stopped
   * before: they run when the reader says so, or has changed them. One that needs Node runs where
   * it is wanted alone. Resolves with the ending of the last cell that ran, once the queue is empty.
   */
  run(wanted: readonly Cell[]): Promise<Ending> {
    const cells = wanted.filter(
      (cell) => cell.runsInPage || (wanted.length === 1 && !cell.data.nodeOnly),
    );
    this.#begin();
    this.#addPrerequisites(cells[0]);
    this.#jobs.push(...cells.map((cell) => ({ cell, prerequisite: false })));
    return this.#start();
  }

  /** Runs this cell and the ones before it, where they have not run: an exercise or an exploration needs them. */
  runAsPrerequisite(cell: Cell): Promise<Ending> {
    if (this.#executed.has(cell)) return Promise.resolve("ok");
    this.#begin();
    this.#addPrerequisites(cell);
    if (!this.#planned().has(cell) && cell.runsInPage)
      this.#jobs.push({ cell, prerequisite: true });
    return this.#start();
  }

  /** What has not begun does not begin. */
  clear(): void {
    this.#jobs = [];
  }

  /** Everything is as it was written. */
  forgetStopped(): void {
    this.#stopped.clear();
  }

  /** The worker is gone: every cell that a later one stands on runs again before it. */
  forgetExecuted(): void {
    this.#executed.clear();
  }

  #begin(): void {
    if (!this.busy) this.#passedOver = new Set();
  }

  #addPrerequisites(first: Cell | undefined): void {
    if (first === undefined) return;
    const planned = this.#planned();
    for (const cell of this.#cells.slice(0, this.#cells.indexOf(first)))
      if (!planned.has(cell) && cell.runsInPage) {
        if (this.#stopped.get(cell) === cell.program) this.#passedOver.add(cell);
        else this.#jobs.push({ cell, prerequisite: true });
      }
  }

  /** What has run, runs, or will. */
  #planned(): ReadonlySet<Cell> {
    const planned = new Set([...this.#executed, ...this.#jobs.map(({ cell }) => cell)]);
    if (this.#running !== undefined) planned.add(this.#running);
    return planned;
  }

  #start(): Promise<Ending> {
    this.#working ??= this.#work();
    return this.#working;
  }

  async #work(): Promise<Ending> {
    let ending: Ending = "ok";
    try {
      for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
        this.#running = job.cell;
        const { program } = job.cell;
        ending = await this.#runner.execute(job);
        this.#running = undefined;
        // What was to follow does not. What the reader asks for from here on does, while this cell is still drawn.
        if (ending !== "ok" && !(ending === "failed" && job.cell.data.mayFail)) this.#jobs = [];
        if (ending === "ok" || ending === "failed") this.#executed.add(job.cell);
        if (ending === "stopped") this.#stopped.set(job.cell, program);
        else this.#stopped.delete(job.cell);
        await this.#runner.show(job, ending);
      }
    } finally {
      this.#working = this.#running = undefined;
    }
    return ending;
  }
}
