import { createRequire } from "node:module";
import type vmModule from "node:vm";
import { cellError, diagnosticsError, interruptedError, isInterrupt } from "./cellError.js";
import type { CellError } from "./cellError.js";
import { CellRuns, type CellRun } from "./cellRuns.js";
import { CellTexts } from "./cellTexts.js";
import type { CompiledCell } from "./compiledCell.js";
import { Converters } from "./converters.js";
import type { JsonObject, MessageHeader } from "./message.js";
import { takeChildrensOutput } from "./childOutput.js";
import { ModuleReload } from "./moduleReload.js";
import { refuseInput } from "./noInput.js";
import { loadOwnModules } from "./ownModules.js";
import { OutputLimit } from "./outputLimit.js";
import { workDone } from "./pendingWork.js";
import { printPromisesPlainly } from "./plainInspection.js";
import { writeStacksPlainly } from "./plainStacks.js";
import { takePrintedText, type StreamName } from "./printedText.js";
import { repaired } from "./repairs.js";
import type { Executor, TslabModules } from "./tslabModules.js";
import { valueBundle, valueText } from "./valueBundle.js";

export interface CellOutcome {
  readonly number: number;
  readonly error: CellError | undefined;
}

export type Publish = (type: string, content: JsonObject, parent: Partial<MessageHeader>) => void;

/** Runs cells through tslab's executor and says what happens in the protocol's words. */
export class CellSession {
  readonly #tslab: TslabModules;
  readonly #executor: Executor;
  readonly #converters: Converters;
  readonly #texts = new CellTexts();
  readonly #reload = new ModuleReload();
  readonly #limit = new OutputLimit();
  readonly #runs = new CellRuns();
  readonly #publish: Publish;
  #thrown: { readonly value: unknown } | undefined;
  #count = 0;
  readonly inputs: { readonly number: number; readonly code: string }[] = [];

  constructor(
    tslab: TslabModules,
    publish: Publish,
    /** The cells are compiled elsewhere, most of them: no compiler is made until one is needed. */
    compiledElsewhere: boolean,
  ) {
    this.#tslab = tslab;
    this.#publish = publish;
    this.#converters = new Converters(tslab, this.#texts, () => this.#count, !compiledElsewhere);
    this.#executor = tslab.createExecutor(process.cwd(), this.#converters, {
      log: (value) => this.#showValue(value),
      error: (...values) => {
        if (values.length === 1) this.#thrown = { value: values[0] };
        else if (this.#converters.compilation.diagnostics.length === 0) console.error(...values);
      },
    });
    this.#nameCells();
    takePrintedText((name, text) => this.#print(name, text));
    if (repaired("child-output")) takeChildrensOutput();
    if (repaired("no-input")) refuseInput();
    if (repaired("own-modules")) loadOwnModules();
    if (repaired("plain-inspection")) printPromisesPlainly();
    if (repaired("plain-stacks")) writeStacksPlainly(this.#texts);
    tslab.jupyter.lastWriteDisplayData = (content: JsonObject, update?: boolean): void => {
      const data = this.#limit.bundle((content.data ?? {}) as JsonObject);
      const type = update === true ? "update_display_data" : "display_data";
      this.#send(type, { ...content, data });
    };
    process.on("SIGINT", () => this.interrupt());
    process.on("uncaughtException", (error) => this.#failUnawaited("UncaughtException:", error));
    process.on("unhandledRejection", (reason) => {
      this.#failUnawaited("UnhandledPromiseRejection:", reason);
    });
  }

  async run(
    code: string,
    header: Partial<MessageHeader>,
    silent: boolean,
    keep: boolean,
    compiled?: CompiledCell,
  ): Promise<CellOutcome> {
    if (!silent && keep) {
      this.#count++;
      this.inputs.push({ number: this.#count, code });
    }
    const run: CellRun = { header, number: this.#count, silent, failure: undefined, ended: false };
    this.#thrown = undefined;
    if (!silent && repaired("execute-input")) {
      this.#publish("execute_input", { code, execution_count: run.number }, header);
    }
    this.#converters.compilation = { diagnostics: [], lastExpression: undefined };
    this.#converters.offered = compiled;
    this.#reload.before(code);
    let ok: boolean;
    try {
      ok = await this.#runs.follow(run, () => this.#executor.execute(code));
      if (ok) this.#showNothing();
    } catch (error) {
      // The compiler itself failed on this cell.
      ok = false;
      this.#thrown = { value: error };
    }
    this.#reload.after();
    // Rejections are told once the microtasks are done.
    if (repaired("rejections")) await new Promise((resolve) => setImmediate(resolve));
    run.ended = true;
    if (ok && run.failure === undefined) return { number: run.number, error: undefined };
    return { number: run.number, error: run.failure ?? this.#errorOf(code, run.number) };
  }

  /** Stops the wait for an awaited cell; a synchronous one is stopped by SIGINT itself. */
  interrupt(): void {
    if (this.#runs.current?.ended === false) this.#executor.interrupt();
  }

  /** Waits, at most so many milliseconds, for the work that no cell awaited; resolves with what is left of it. */
  workDone(milliseconds: number): Promise<string[]> {
    return workDone(milliseconds);
  }

  inspect(code: string, cursor: number): string | undefined {
    const info = this.#executor.inspect(code, cursor);
    return info === undefined ? undefined : this.#tslab.printQuickInfo(info);
  }

  complete(code: string, cursor: number): { start: number; end: number; candidates: string[] } {
    return this.#executor.complete(code, cursor);
  }

  #errorOf(code: string, number: number): CellError {
    const { diagnostics } = this.#converters.compilation;
    if (diagnostics.length > 0) return diagnosticsError(diagnostics, code, number);
    if (this.#thrown === undefined) {
      return { ename: "Error", evalue: "the cell failed", traceback: ["Error: the cell failed"] };
    }
    if (isInterrupt(this.#thrown.value)) return interruptedError;
    return cellError(this.#thrown.value, this.#texts);
  }

  /** The value of a cell's last expression. */
  #showValue(value: unknown): void {
    const run = this.#runs.current;
    if (run === undefined || run.silent) return;
    if (!repaired("execute-result")) {
      this.#print("stdout", `${valueText(value)}\n`);
      return;
    }
    const data = this.#limit.bundle(valueBundle(value));
    const content = { execution_count: run.number, data, metadata: {} };
    this.#publish("execute_result", content, run.header);
  }

  /** tslab is silent on null and undefined. A call that returns nothing stays silent here too. */
  #showNothing(): void {
    const name = this.#converters.compilation.lastExpression;
    if (name === undefined || !repaired("print-null")) return;
    const { locals } = this.#executor;
    if (!(name in locals)) return;
    const value = locals[name];
    delete locals[name];
    if (value === null) this.#showValue(null);
    else if (
      value === undefined &&
      this.#texts.endsInIdentifier(this.#runs.current!.number, this.#tslab)
    ) {
      this.#showValue(undefined);
    }
  }

  /** An error outside every `await` of the cells. */
  #failUnawaited(label: string, thrown: unknown): void {
    if (!repaired("rejections")) {
      console.error(label, thrown);
      return;
    }
    const run = this.#runs.responsible;
    const error = cellError(thrown, this.#texts);
    if (run === undefined) {
      console.error(error.traceback.join("\n"));
      return;
    }
    if (run.ended) {
      this.#publish("error", { ...error }, run.header);
      return;
    }
    run.failure ??= error;
    this.#executor.interrupt();
  }

  #send(type: string, content: JsonObject): void {
    this.#publish(type, content, this.#runs.printing?.header ?? {});
  }

  #print(name: StreamName, text: string): void {
    for (const part of this.#limit.pieces(text, this.#runs.printing ?? this)) {
      this.#send("stream", { name, text: part });
    }
  }

  /** Compiled cells run under their own name, so that a stack can tell them apart. */
  #nameCells(): void {
    const vm = createRequire(process.execPath)("node:vm") as typeof vmModule;
    const { runInThisContext } = vm;
    vm.runInThisContext = (code, options) => {
      if (typeof options !== "object" || !code.endsWith("(__tslab__.exports, __tslab__.require)")) {
        return runInThisContext(code, options) as unknown;
      }
      return runInThisContext(code, {
        ...options,
        filename: CellTexts.fileName(this.#count),
      }) as unknown;
    };
  }
}
