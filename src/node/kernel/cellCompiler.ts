import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { packageRoot } from "../course/packageRoot.js";
import type { CompiledCell } from "./compiledCell.js";
import type { CellProblem, CompileAnswer, CompileRequest } from "./compilerWorker.js";

/** Milliseconds without work after which the thread, and its memory, go. */
const idleLimit = 10_000;

/** What compiles cells outside their kernel. */
export interface CellCompiler {
  /** The cell `source` in `folder` after cells that declare `previous`; undefined where the kernel has to see. */
  compile(folder: string, previous: string, source: string): Promise<CompiledCell | undefined>;
  /** For a cell that its compiler does not come to the end of: nothing more is compiled. */
  giveUp(): void;
}

/** A cell as the compiler left it. */
export interface ExaminedCell {
  readonly compiled: CompiledCell | undefined;
  /** Errors of syntax and types; none where the compiler could not see. */
  readonly problems: readonly CellProblem[];
}

const notExamined: ExaminedCell = { compiled: undefined, problems: [] };

/**
 * Compiles cells in a thread that all notebooks of a command share. A kernel needs seconds to learn the types of
 * everything a notebook may use, and as long again until its compiler is warm: most of the time that a short notebook
 * takes. Here that is done once. It only saves time: where there is no answer, a kernel compiles its cells itself.
 */
export class CompilerThread implements CellCompiler {
  #worker: Worker | undefined;
  #broken = false;
  #ids = 0;
  readonly #waiting = new Map<number, (examined: ExaminedCell) => void>();
  readonly #idleLimit: number;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** The thread ends after so many milliseconds without work, and begins anew with the next cell. */
  constructor(idle: number = idleLimit) {
    this.#idleLimit = idle;
  }

  async compile(
    folder: string,
    previous: string,
    source: string,
  ): Promise<CompiledCell | undefined> {
    return (await this.examine(folder, previous, source)).compiled;
  }

  /** The same, with what the compiler has to say against a cell that it does not compile. */
  examine(folder: string, previous: string, source: string): Promise<ExaminedCell> {
    const worker = this.#start();
    if (worker === undefined) return Promise.resolve(notExamined);
    clearTimeout(this.#idle);
    const request: CompileRequest = { id: ++this.#ids, folder, previous, source };
    return new Promise((resolve) => {
      this.#waiting.set(request.id, resolve);
      worker.postMessage(request);
    });
  }

  giveUp(): void {
    this.#broken = true;
    this.#end();
  }

  /** Ends the thread: what it knows of files may be out of date. The next cell begins another. */
  restart(): void {
    if (!this.#broken) this.#end();
  }

  #start(): Worker | undefined {
    if (this.#broken || this.#worker !== undefined) return this.#worker;
    const path = join(packageRoot(), "dist", "cjs", "node", "kernel", "compilerWorker.js");
    if (!existsSync(path)) return undefined;
    // What the compiler prints is no output of a cell.
    const worker = new Worker(path, { stdout: true, stderr: true });
    this.#worker = worker;
    worker.on("message", ({ id, ...examined }: CompileAnswer) => {
      this.#waiting.get(id)?.(examined);
      this.#waiting.delete(id);
      if (this.#waiting.size > 0) return;
      if (!Number.isFinite(this.#idleLimit)) return;
      this.#idle = setTimeout(() => this.#end(), this.#idleLimit);
      this.#idle.unref();
    });
    const gone = (): void => {
      if (this.#worker !== worker) return;
      // What ended it would end the next one.
      this.#broken = true;
      this.#end();
    };
    worker.once("error", gone);
    worker.once("exit", gone);
    // It never keeps a process alive: a kernel is there while anything is waited for. A listener would undo this.
    worker.unref();
    return worker;
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    void worker?.terminate();
    for (const answer of this.#waiting.values()) answer(notExamined);
    this.#waiting.clear();
  }
}

export const cellCompiler = new CompilerThread();
