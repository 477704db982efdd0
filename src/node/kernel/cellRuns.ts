import { AsyncLocalStorage } from "node:async_hooks";
import type { CellError } from "./cellError.js";
import type { MessageHeader } from "./message.js";
import { HiddenStorage } from "./plainInspection.js";
import { repaired } from "./repairs.js";

/** One run of a cell. */
export interface CellRun {
  readonly header: Partial<MessageHeader>;
  readonly number: number;
  readonly silent: boolean;
  /** An error that the cell did not throw itself: a rejection nobody waited for, a throw in a timer. */
  failure: CellError | undefined;
  ended: boolean;
}

/** Knows which cell is behind what happens now: it follows each one's timers and promises. */
export class CellRuns {
  /** The cell that runs, or ran last. */
  current: CellRun | undefined;
  readonly #origin = repaired("plain-inspection")
    ? new HiddenStorage<CellRun>()
    : new AsyncLocalStorage<CellRun>();

  /** Does `work` as part of `run`. */
  follow<Result>(run: CellRun, work: () => Result): Result {
    this.current = run;
    return this.#origin.run(run, work);
  }

  /** The cell whose timer or promise led here, else the current one. */
  get responsible(): CellRun | undefined {
    return this.#origin.getStore() ?? this.current;
  }

  /** The cell that prints now. */
  get printing(): CellRun | undefined {
    return repaired("late-output") ? this.responsible : this.current;
  }
}
