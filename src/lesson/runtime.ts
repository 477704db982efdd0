import type { MimeBundle } from "../outputs/mimeBundle.js";
import type { Table } from "../learn/table/table.js";
import type { ControlValues, ExploreView } from "../outputs/exploration.js";
import type { Feedback } from "../outputs/exercise.js";

/**
 * What a cell needs of the place where it runs: the kernel (in Jupyter, in a run) or a live report.
 * `src/notebook.ts` speaks to the current one; `node/kernel/` and `page/` each install their own.
 */
export interface Runtime {
  /** Shows a bundle below the cell. With an id, a later call with `update` replaces it. */
  display(bundle: MimeBundle, options?: { readonly id?: string; readonly update?: boolean }): void;
  /** Reads a table of `data/` by name (`"penguins"`) or, on the kernel, by path. */
  readTable(name: string): Promise<Table>;
  /** Only in a live page: the table that its reader has given in place of this one, if there is any. */
  readersTable?(name: string): Table | undefined;
  /**
   * Calls a function of the reader's; throws a TimeLimitError when it takes longer. On a busy machine it may be called
   * again from the start.
   */
  call<Result>(body: () => Result, limitMilliseconds: number): Result;
  /**
   * Only where controls are answered by computing, as in a live report: keeps the function that gives a view for
   * control values. Where it is absent, `explore` computes frames in advance. Running the cell again replaces it.
   */
  registerExplore?(id: string, compute: (values: ControlValues) => ExploreView): void;
  /**
   * Only where an answer may come from the page itself, such as a pressed option: keeps the function that judges an
   * answer. It never throws.
   */
  registerExercise?(id: string, check: (answer: unknown) => Feedback): void;
}

/** A call that took longer than its limit. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}

let current: Runtime | undefined;

/** Makes `runtime` the one that `show`, `derive`, `explore` and `exercise` speak to. */
export function installRuntime(runtime: Runtime): void {
  current = runtime;
}

export function currentRuntime(): Runtime {
  if (current === undefined) {
    throw new Error("no runtime is installed: import from lossbook/notebook inside a notebook");
  }
  return current;
}
