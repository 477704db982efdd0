import type { Failure, RunStatus } from "./notebookRun.js";

/** What ends a run before its last cell. */
export class RunStop extends Error {
  override readonly name = "RunStop";
  readonly status: RunStatus;
  readonly failure: Failure;

  constructor(status: RunStatus, failure: Failure) {
    super(failure.message);
    this.status = status;
    this.failure = failure;
  }
}

/** The stop of a run whose caller aborted it. */
export function interruption(signal: AbortSignal, place: Partial<Failure> = {}): RunStop {
  const reason: unknown = signal.reason;
  const message = reason instanceof Error ? reason.message : "stopped";
  return new RunStop("interrupted", { message, ...place });
}
