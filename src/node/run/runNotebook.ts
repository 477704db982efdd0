import { dirname, resolve } from "node:path";
import { joinText } from "../../nbformat/multilineText.js";
import type { Notebook } from "../../nbformat/notebook.js";
import type { ExecuteResult, IopubMessage, Kernel } from "../kernel/kernel.js";
import { unlessAborted } from "../kernel/waiting.js";
import { cellFailure, errorOf, kernelDeath } from "./cellFailure.js";
import type { CellOutputs } from "./cellOutputs.js";
import { plainCells, type CellSource } from "./cellSource.js";
import { cellSourceOf } from "./cellSourceOf.js";
import { cellsToRun, type CellToRun } from "./cellsToRun.js";
import { Deadline } from "./deadline.js";
import { waitForLateWork } from "./lateWork.js";
import type { Failure, NotebookRun, RunStatus } from "./notebookRun.js";
import { OutputAssembler } from "./outputAssembler.js";
import { RunLog, secondsSince } from "./runLog.js";
import {
  defaultOutputLimit,
  defaultTimeout,
  defaultTotalTimeout,
  type RunOptions,
} from "./runOptions.js";
import { interruption, RunStop } from "./runStop.js";

/**
 * Runs `notebook` with a fresh kernel in the folder of `path`, writing the outputs into it. It resolves for every
 * outcome: what went wrong stands in `status` and `failure`, and no kernel is left when it does.
 *
 * A cell tagged `skip-execution` is left as it is; one tagged `raises-exception` may fail. Errors of work that a cell
 * did not await fail the run as well.
 */
export async function runNotebook(
  path: string,
  notebook: Notebook,
  options: RunOptions = {},
): Promise<NotebookRun> {
  return new Runner(path, notebook, options).run();
}

interface RunningCell extends CellToRun {
  readonly outputs: CellOutputs;
}

class Runner {
  readonly #path: string;
  readonly #notebook: Notebook;
  readonly #options: RunOptions;
  readonly #deadline: Deadline;
  readonly #log: RunLog;
  readonly #outputLimit: number;
  readonly #outputs: OutputAssembler;
  #cells: CellSource = plainCells;
  #kernel: Kernel | undefined;
  #status: RunStatus = "ok";
  #failure: Failure | undefined;
  readonly #tablesRead = new Set<string>();

  constructor(path: string, notebook: Notebook, options: RunOptions) {
    this.#path = path;
    this.#notebook = notebook;
    this.#options = options;
    this.#deadline = new Deadline(options.totalTimeout ?? defaultTotalTimeout, options.signal);
    this.#log = new RunLog(path, options.onEvent);
    this.#outputLimit = Math.ceil((options.outputLimit ?? defaultOutputLimit) * 2 ** 20);
    this.#outputs = new OutputAssembler(this.#outputLimit);
  }

  async run(): Promise<NotebookRun> {
    let reachedEnd = false;
    try {
      const cells = cellsToRun(this.#notebook, this.#options.parameters, this.#log);
      this.#log.notebookStart(cells.length);
      this.#deadline.throwIfInterrupted();
      this.#cells = await cellSourceOf(this.#path, cells, this.#options);
      const kernel = await this.#start();
      for (const [position, cell] of cells.entries()) await this.#runCell(kernel, cell, position);
      if (cells.length > 0) {
        await waitForLateWork(kernel, this.#deadline, this.#log);
        this.#throwIfFailedLate();
      }
      reachedEnd = true;
    } catch (error) {
      if (!(error instanceof RunStop)) throw error;
      this.#status = error.status;
      this.#failure = error.failure;
    } finally {
      this.#cells.stop();
      await this.#kernel?.shutdown();
      this.#outputs.store();
    }
    return this.#finish(reachedEnd);
  }

  async #start(): Promise<Kernel> {
    const { kernel: name, memoryLimit, startTimeout } = this.#options;
    const startKernel =
      this.#options.startKernel ?? (await import("../kernel/startKernel.js")).startKernel;
    this.#deadline.throwIfOver();
    let kernel: Kernel;
    try {
      kernel = this.#kernel = await startKernel({
        cwd: dirname(resolve(this.#path)),
        signal: this.#deadline.signal,
        outputLimit: this.#outputLimit,
        compiledElsewhere: this.#cells.compilesAhead,
        ...(name === undefined ? {} : { kernel: name }),
        ...(memoryLimit === undefined ? {} : { memoryLimit }),
        ...(startTimeout === undefined ? {} : { startTimeout }),
      });
      await unlessAborted(this.#cells.ready, this.#deadline.signal);
    } catch (error) {
      this.#deadline.throwIfOver();
      const reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0];
      throw new RunStop("dead", { message: `the kernel did not start: ${reason}` });
    }
    this.#deadline.throwIfOver();
    this.#log.kernelReady();
    return kernel;
  }

  async #runCell(kernel: Kernel, toRun: CellToRun, position: number): Promise<void> {
    this.#deadline.throwIfInterrupted();
    this.#throwIfFailedLate();
    const { code, place } = toRun;
    const cell: RunningCell = { ...toRun, outputs: this.#outputs.cell(code) };
    this.#log.cellStart(place);
    const asked = performance.now();
    const ofCell = this.#options.timeout ?? defaultTimeout;
    const ofRun = this.#deadline.remaining;
    const { caller } = this.#deadline;
    const sent = await this.#cells.take(position, kernel, Math.min(ofCell, ofRun), caller);
    // Where its types alone took the cell's time, nothing of it is left; other waiting is not the cell's own.
    const started = sent.tookTooLong === true ? asked : performance.now();
    const left = Math.min(started + ofCell - performance.now(), this.#deadline.remaining);
    const result = await kernel.execute(joinText(code.source), {
      onMessage: this.#messageHandler(cell),
      signal: caller,
      ...(sent.compiled === undefined ? {} : { compiled: sent.compiled }),
      ...(Number.isFinite(left) ? { timeout: Math.max(1, left) } : {}),
    });
    this.#cells.ended(position, result.status === "ok");
    result.tablesRead?.forEach((name) => this.#tablesRead.add(name));
    const seconds = secondsSince(started);
    this.#recordResult(cell, result, seconds);
    const limit = ofRun < ofCell ? "the whole run's limit" : "its time limit";
    const limitMessage = `reached ${limit} of ${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
    await this.#handleStatus(kernel, cell, result, limitMessage);
  }

  /** Writes what the kernel's reply says of a cell into the cell and the log. */
  #recordResult(
    { code, place, outputs }: RunningCell,
    result: ExecuteResult,
    seconds: number,
  ): void {
    const { status, executionCount, error, notice } = result;
    code.execution_count = executionCount;
    if (notice !== undefined && status !== "dead") {
      outputs.note(`[lossbook: ${notice}]`);
      this.#log.warn(notice, place);
    }
    if (error !== undefined && !outputs.hasError() && status === "error") {
      const { name: ename, message: evalue, traceback } = error;
      outputs.apply({ type: "error", content: { ename, evalue, traceback } });
    }
    // Whoever hears of its end can read them.
    outputs.store();
    this.#log.cellEnd(place, status === "aborted" ? "error" : status, seconds);
    if (outputs.cut) {
      this.#log.warn("printed more than the output limit; the rest is dropped", place);
    }
  }

  /**
   * Ends the run where a cell's end is the run's.
   *
   * Errors  RunStop
   */
  async #handleStatus(
    kernel: Kernel,
    cell: RunningCell,
    { status, error, notice }: ExecuteResult,
    reached: string,
  ): Promise<void> {
    const { code, place, outputs, mayFail } = cell;
    switch (status) {
      case "ok":
        if (mayFail) this.#log.warn("is tagged raises-exception and did not fail", place);
        return;
      case "timeout":
        outputs.note(`[lossbook: the cell ${reached}]`);
        throw new RunStop("timeout", { message: reached, ...place });
      case "interrupted":
        throw interruption(this.#deadline.caller, place);
      case "dead": {
        this.#deadline.throwIfInterrupted();
        const message = await kernelDeath(kernel, notice);
        outputs.note(`[lossbook: ${message}]`);
        throw new RunStop("dead", { message, ...place });
      }
      case "error":
      case "aborted": {
        if (mayFail) return;
        const failure = cellFailure(code, place, error, outputs);
        if (this.#options.allowErrors !== true) throw new RunStop("error", failure);
        this.#recordFailure(failure);
      }
    }
  }

  /** Takes the messages of one cell, also those that come after it has ended. */
  #messageHandler({ code, place, mayFail, outputs }: RunningCell): (message: IopubMessage) => void {
    let hasWarned = false;
    return (message) => {
      outputs.apply(message);
      if (!message.late || !isOutput(message.type)) return;
      if (!hasWarned) {
        hasWarned = true;
        const advice = "await the work to keep output in its place";
        this.#log.warn(`printed after it had ended: ${advice}`, place);
      }
      if (message.type !== "error" || mayFail) return;
      this.#recordFailure(cellFailure(code, place, errorOf(message.content), outputs));
    };
  }

  /** The first failure is the one that the outcome says. */
  #recordFailure(failure: Failure): void {
    if (this.#failure !== undefined) return;
    this.#status = "error";
    this.#failure = failure;
  }

  #throwIfFailedLate(): void {
    if (this.#failure !== undefined && this.#options.allowErrors !== true) {
      throw new RunStop("error", this.#failure);
    }
  }

  #finish(reachedEnd: boolean): NotebookRun {
    const { seconds, cells, warnings } = this.#log;
    const failure = this.#failure;
    this.#log.notebookEnd(this.#status, seconds, failure);
    return {
      path: this.#path,
      status: this.#status,
      notebook: this.#notebook,
      cells,
      reachedEnd,
      warnings,
      seconds,
      tablesRead: [...this.#tablesRead],
      ...(failure === undefined ? {} : { failure }),
      ...(this.#kernel === undefined ? {} : { kernelInfo: this.#kernel.info }),
    };
  }
}

const isOutput = (type: string): boolean =>
  type === "stream" || type === "error" || type === "display_data" || type === "execute_result";
