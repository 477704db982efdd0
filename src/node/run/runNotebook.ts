import { dirname, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { CompiledCell } from "../kernel/compiledCell.js";
import type { IopubMessage, Kernel, KernelOptions } from "../kernel/kernel.js";
import { OutputAssembler, type CellOutputs } from "./assembleOutputs.js";
import { joinText } from "../../nbformat/multilineText.js";
import type { CodeCell, Notebook } from "../../nbformat/notebook.js";
import { CompiledCells } from "./compiledCells.js";
import { errorPlace } from "./errorPlace.js";
import { injectParameters } from "./injectParameters.js";
import type { CellRun, CellStatus, Failure, NotebookRun, RunStatus } from "./notebookRun.js";
import type { Parameters } from "./parameters.js";
import type { RunEvent } from "./runEvent.js";
import { hasTag } from "../../nbformat/tags.js";

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
}

export const defaultTimeout = 120_000;
export const defaultTotalTimeout = 600_000;
export const defaultOutputLimit = 64;

/** How long messages of work that nobody awaited are waited for after the last cell. */
const lateMilliseconds = 150;

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
  return new Run(path, notebook, options).run();
}

/** What ends a run before its last cell. */
class Stop extends Error {
  readonly status: RunStatus;
  readonly failure: Failure;

  constructor(status: RunStatus, failure: Failure) {
    super(failure.message);
    this.status = status;
    this.failure = failure;
  }
}

class Run {
  private readonly started = performance.now();
  private readonly deadline: number;
  private readonly outputs: OutputAssembler;
  private readonly cells: CellRun[] = [];
  private readonly warnings: string[] = [];
  private readonly stopping = new AbortController();
  private failure: Failure | undefined;
  private status: RunStatus = "ok";
  private reachedEnd = false;
  private kernel: Kernel | undefined;
  private compiled: CompiledCells | undefined;
  /** A cell ended otherwise than the cells after it were compiled for. */
  private astray = false;
  private kernelCompiles = false;
  private readonly path: string;
  private readonly notebook: Notebook;
  private readonly options: RunOptions;
  private readonly outputLimit: number;

  constructor(path: string, notebook: Notebook, options: RunOptions) {
    this.path = path;
    this.notebook = notebook;
    this.options = options;
    this.deadline = this.started + (options.totalTimeout ?? defaultTotalTimeout);
    this.outputLimit = Math.ceil((options.outputLimit ?? defaultOutputLimit) * 2 ** 20);
    this.outputs = new OutputAssembler(this.outputLimit);
  }

  async run(): Promise<NotebookRun> {
    const { signal } = this.options;
    const abort = () => this.stopping.abort(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { once: true });
    try {
      const cells = this.prepare();
      this.emit({ event: "notebook-start", notebook: this.path, cells: cells.length });
      this.compileAhead(cells);
      await this.start();
      for (const [position, [cell, index]] of cells.entries())
        await this.runCell(cell, index, position);
      await this.waitForLateMessages();
      this.reachedEnd = true;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.status = error.status;
      this.failure = error.failure;
    } finally {
      signal?.removeEventListener("abort", abort);
      this.compiled?.stop();
      await this.kernel?.shutdown();
      this.outputs.store();
    }
    return this.finish();
  }

  /** The code cells to run, with their places; their old outputs go. */
  private prepare(): [CodeCell, number][] {
    for (const name of injectParameters(this.notebook, this.options.parameters ?? {})) {
      this.warn(`parameter ${name} is not in the cell tagged "parameters"`);
    }
    const cells: [CodeCell, number][] = [];
    this.notebook.cells.forEach((cell, index) => {
      if (cell.cell_type !== "code" || hasTag(cell, "skip-execution")) return;
      cell.outputs = [];
      cell.execution_count = null;
      if (joinText(cell.source).trim() !== "") cells.push([cell, index]);
    });
    return cells;
  }

  /** Our own kernel takes cells that are compiled already. */
  private compileAhead(cells: readonly [CodeCell, number][]): void {
    const { kernel = "lossbook", startKernel } = this.options;
    if (kernel !== "lossbook" || startKernel !== undefined || this.stopping.signal.aborted) return;
    this.compiled = new CompiledCells(
      dirname(resolve(this.path)),
      cells.map(([cell]) => ({
        source: joinText(cell.source),
        mayFail: hasTag(cell, "raises-exception"),
      })),
    );
  }

  private async start(): Promise<void> {
    const { kernel, memoryLimit, startTimeout } = this.options;
    const startKernel =
      this.options.startKernel ?? (await import("../kernel/startKernel.js")).startKernel;
    this.throwIfStopped();
    const limit = this.limitedBy(this.deadline);
    try {
      this.kernel = await startKernel({
        cwd: dirname(resolve(this.path)),
        signal: this.stopping.signal,
        outputLimit: this.outputLimit,
        compiledElsewhere: this.compiled?.any === true,
        ...(kernel === undefined ? {} : { kernel }),
        ...(memoryLimit === undefined ? {} : { memoryLimit }),
        ...(startTimeout === undefined ? {} : { startTimeout }),
      });
      await this.unlessStopped(this.compiled?.ready);
    } catch (error) {
      this.throwIfStopped();
      const message = error instanceof Error ? error.message : String(error);
      throw new Stop("dead", { message: `the kernel did not start: ${firstLine(message)}` });
    } finally {
      limit();
    }
    this.throwIfStopped();
    this.emit({ event: "kernel-ready", notebook: this.path, seconds: secondsSince(this.started) });
  }

  /** The cell compiled ahead; undefined where the kernel, which is then ready for it, compiles the cell itself. */
  private async compiledCell(
    position: number,
    milliseconds: number,
  ): Promise<CompiledCell | "late" | undefined> {
    if (this.compiled?.any !== true) return undefined;
    const cell = this.astray
      ? undefined
      : await this.compiled.at(position, this.stopping.signal, milliseconds);
    if (cell !== undefined || this.kernelCompiles) return cell;
    this.kernelCompiles = true;
    // Any question about types makes it read them; that is no cell's time either.
    const asked = this.kernel!.request("inspect_request", { code: "0", cursor_pos: 0 });
    await this.unlessStopped(asked.catch(() => undefined));
    return undefined;
  }

  private async unlessStopped(work: Promise<unknown> | undefined): Promise<void> {
    const { signal } = this.stopping;
    if (work === undefined || signal.aborted) return;
    const stop = new AbortController();
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true, signal: stop.signal });
    });
    await Promise.race([work, aborted]);
    stop.abort();
  }

  private async runCell(cell: CodeCell, index: number, position: number): Promise<void> {
    this.throwIfStopped();
    this.throwIfFailedLate();
    const place = { cell: index + 1, id: cell.id };
    const outputs = this.outputs.cell(cell);
    const mayFail = hasTag(cell, "raises-exception");
    this.emit({ event: "cell-start", notebook: this.path, ...place });
    const asked = performance.now();
    const ofCell = this.options.timeout ?? defaultTimeout;
    const ofRun = this.deadline - asked;
    const compiled = await this.compiledCell(position, Math.min(ofCell, ofRun));
    // Where its types alone took the cell's time, nothing of it is left; other waiting is not the cell's own.
    const started = compiled === "late" ? asked : performance.now();
    const left = Math.min(ofCell, this.deadline - started) - (performance.now() - started);
    const timeout = Math.max(1, left);
    const result = await this.kernel!.execute(joinText(cell.source), {
      onMessage: this.receiver(cell, place, outputs, mayFail),
      signal: this.stopping.signal,
      ...(compiled === undefined || compiled === "late" ? {} : { compiled }),
      ...(Number.isFinite(timeout) ? { timeout } : {}),
    });
    cell.execution_count = result.executionCount;
    if (result.notice !== undefined && result.status !== "dead") {
      outputs.note(`[lossbook: ${result.notice}]`);
      this.warn(result.notice, place);
    }
    if (result.error !== undefined && !outputs.hasError() && result.status === "error") {
      outputs.apply({
        type: "error",
        content: {
          ename: result.error.name,
          evalue: result.error.message,
          traceback: result.error.traceback,
        },
      });
    }
    this.astray ||= (result.status === "ok") === mayFail;
    const status: CellStatus = result.status === "aborted" ? "error" : result.status;
    const seconds = secondsSince(started);
    this.cells.push({ ...place, status, seconds });
    this.emit({ event: "cell-end", notebook: this.path, ...place, status, seconds });
    if (outputs.cut) this.warn("printed more than the output limit; the rest is dropped", place);
    switch (result.status) {
      case "ok":
        if (mayFail) this.warn("is tagged raises-exception and did not fail", place);
        return;
      case "timeout": {
        const limit = ofRun < ofCell ? "the whole run's limit" : "its time limit";
        const message = `reached ${limit} of ${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
        outputs.note(`[lossbook: the cell ${message}]`);
        throw new Stop("timeout", { message, ...place });
      }
      case "interrupted": {
        const reason: unknown = this.stopping.signal.reason;
        const message = reason instanceof Error ? reason.message : "was interrupted";
        throw new Stop("interrupted", { message, ...place });
      }
      case "dead": {
        this.throwIfStopped();
        const message = await deathOf(this.kernel!, result.notice);
        outputs.note(`[lossbook: ${message}]`);
        throw new Stop("dead", { message, ...place });
      }
      case "error":
      case "aborted": {
        if (mayFail) return;
        const failure = this.failureOf(cell, place, result.error, outputs);
        if (this.options.allowErrors !== true) throw new Stop("error", failure);
        this.fail(failure);
      }
    }
  }

  /** Takes the messages of one cell, also those that come after it has ended. */
  private receiver(
    cell: CodeCell,
    place: { cell: number; id: string },
    outputs: CellOutputs,
    mayFail: boolean,
  ): (message: IopubMessage) => void {
    let told = false;
    return (message) => {
      outputs.apply(message);
      if (!message.late || !isOutput(message.type)) return;
      if (!told) {
        told = true;
        this.warn("printed after it had ended: await the work to keep output in its place", place);
      }
      if (message.type !== "error" || mayFail) return;
      const { ename, evalue, traceback } = message.content;
      const error = {
        name: String(ename),
        message: String(evalue),
        traceback: Array.isArray(traceback) ? traceback.map(String) : [],
      };
      this.fail(this.failureOf(cell, place, error, outputs));
    };
  }

  private failureOf(
    cell: CodeCell,
    place: { cell: number; id: string },
    error: { name: string; message: string; traceback: readonly string[] } | undefined,
    outputs: CellOutputs,
  ): Failure {
    if (error === undefined) {
      // Stock tslab says what failed on stderr alone.
      const said = stripVTControlCharacters(outputs.lastErrorText());
      const { line, message } = errorPlace("Error", said, [said]);
      return { message, ...place, ...withLine(cell, line) };
    }
    const { line, message } = errorPlace(
      error.name,
      error.message,
      error.traceback,
      cell.execution_count,
    );
    return { message, ...place, ...withLine(cell, line) };
  }

  /** The first failure is the one that is told. */
  private fail(failure: Failure): void {
    if (this.failure !== undefined) return;
    this.status = "error";
    this.failure = failure;
  }

  private throwIfFailedLate(): void {
    if (this.failure !== undefined && this.options.allowErrors !== true) {
      throw new Stop("error", this.failure);
    }
  }

  private throwIfStopped(): void {
    if (!this.stopping.signal.aborted) return;
    const reason: unknown = this.stopping.signal.reason;
    if (reason instanceof Stop) throw reason;
    const message = reason instanceof Error ? reason.message : "stopped";
    throw new Stop("interrupted", { message });
  }

  /** Stops the start of a kernel at `deadline`; returns what takes the limit away. */
  private limitedBy(deadline: number): () => void {
    if (!Number.isFinite(deadline)) return () => undefined;
    const message = "reached the whole run's limit before the kernel was ready";
    const timer = setTimeout(
      () => this.stopping.abort(new Stop("timeout", { message })),
      Math.max(0, Math.min(deadline - performance.now(), 2 ** 31 - 1)),
    );
    return () => clearTimeout(timer);
  }

  private async waitForLateMessages(): Promise<void> {
    if (this.cells.length === 0) return;
    await Promise.race([
      new Promise((resolve) => setTimeout(resolve, lateMilliseconds)),
      this.kernel!.exited,
    ]);
    this.throwIfStopped();
    this.throwIfFailedLate();
  }

  private finish(): NotebookRun {
    const seconds = secondsSince(this.started);
    const failure = this.failure === undefined ? {} : { failure: this.failure };
    this.emit({
      event: "notebook-end",
      notebook: this.path,
      status: this.status,
      seconds,
      ...failure,
    });
    return {
      path: this.path,
      status: this.status,
      notebook: this.notebook,
      cells: this.cells,
      reachedEnd: this.reachedEnd,
      warnings: this.warnings,
      seconds,
      ...failure,
      ...(this.kernel === undefined ? {} : { kernelInfo: this.kernel.info }),
    };
  }

  private warn(message: string, place?: { cell: number; id: string }): void {
    this.warnings.push(place === undefined ? message : `cell ${place.cell} ${message}`);
    this.emit({ event: "warning", notebook: this.path, ...place, message });
  }

  private emit(event: RunEvent): void {
    this.options.onEvent?.(event);
  }
}

const isOutput = (type: string): boolean =>
  type === "stream" || type === "error" || type === "display_data" || type === "execute_result";

function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}

const firstLine = (text: string): string => text.split("\n", 1)[0]!;

/** How the kernel ended, in one line. V8 aborts (SIGABRT, 134) when its heap is exhausted. */
async function deathOf(kernel: Kernel, notice: string | undefined): Promise<string> {
  const { code, signal } = await kernel.exited;
  const how = notice ?? `the kernel ended (${signal ?? `exit code ${code ?? "unknown"}`})`;
  const memory = signal === "SIGABRT" || code === 134 || how.includes("heap");
  return memory ? `${how}; its memory is exhausted, --memory raises the limit` : how;
}

function withLine(cell: CodeCell, line: number | undefined): { line?: number; source?: string } {
  if (line === undefined) return {};
  const source = joinText(cell.source).split("\n")[line - 1]?.trim();
  return source === undefined ? {} : { line, source };
}
