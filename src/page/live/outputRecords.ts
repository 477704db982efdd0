import type { Feedback } from "../../outputs/exercise.js";
import type { WorkerOutput } from "../messages.js";
import type { CellView } from "./cellView.js";
import { feedbackIn, LiveOutputs } from "./liveOutputs.js";
import type { OutputPainter } from "./outputPainter.js";
import type { Job } from "./runQueue.js";

interface RecordEvents {
  /** An answer to an exercise was judged. */
  readonly onFeedback: (id: string, feedback: Feedback) => void;
  /** A cell failed after it had ended. */
  readonly onLateError: () => void;
}

/** What each cell gave last, and where an output that comes belongs. */
export class OutputRecords {
  readonly #cells: readonly CellView[];
  readonly #painter: OutputPainter;
  readonly #events: RecordEvents;
  readonly #last = new Map<CellView, LiveOutputs>();
  #running: { readonly job: Job<CellView>; readonly outputs: LiveOutputs } | undefined;

  constructor(cells: readonly CellView[], painter: OutputPainter, events: RecordEvents) {
    this.#cells = cells;
    this.#painter = painter;
    this.#events = events;
  }

  /** What the cell gave last; nothing where it has not run. */
  of(cell: CellView): LiveOutputs {
    return this.#last.get(cell) ?? new LiveOutputs();
  }

  begin(job: Job<CellView>): void {
    this.#running = { job, outputs: new LiveOutputs() };
  }

  end(): void {
    if (this.#running === undefined) return;
    this.#last.set(this.#running.job.cell, this.#running.outputs);
    this.#running = undefined;
  }

  /** An output of the cell that runs, or of one that has ended and whose timers go on. */
  take(id: string, output: WorkerOutput, size: number): void {
    const answer = feedbackIn(output);
    if (answer !== undefined && (answer.part === "answer" || answer.feedback.state !== "unsolved"))
      this.#events.onFeedback(answer.id, answer.feedback);
    if (output.kind === "data" && output.update === true) {
      // A later cell may replace what an earlier one showed.
      for (const [cell, earlier] of this.#last)
        if (earlier.replace(output, size)) this.#painter.paintSoon(cell, earlier);
    }
    const running = this.#running;
    if (running !== undefined && running.job.cell.data.id === id) {
      running.outputs.add(output, size);
      if (!running.job.prerequisite && output.kind === "stream")
        this.#painter.paintProgress(running.job.cell, running.outputs);
      return;
    }
    const cell = this.#cells.find(({ data }) => data.id === id);
    const outputs = cell && this.#last.get(cell);
    if (cell === undefined || outputs === undefined) return;
    outputs.add(output, size);
    this.#painter.paintSoon(cell, outputs);
    if (output.kind === "error") this.#events.onLateError();
  }
}
