import { readExplore } from "../../outputs/exploration.js";
import { EXPLORE_MIME } from "../../outputs/mimeTypes.js";
import type { ControlValues, ExploreView } from "../../outputs/exploration.js";
import type { WorkerData } from "../messages.js";
import { ComputeUnavailableError } from "../reader/explorations/answerFromFrames.js";
import type { CellView } from "./cellView.js";
import { Session } from "./session.js";
import type { PageFrame } from "./workerFrame.js";

/**
 * Computes for explorations whose cells the reader has not run: their cells and those before them run here, once and
 * without a word. The worker is not the one in which the reader's cells run: what they find there does not depend on
 * whether a knob was moved, and a run of theirs never waits.
 */
export class StoredExplorations {
  readonly #cells: readonly CellView[];
  readonly #session: Session;
  /** What ran in this worker, and its text then. */
  readonly #ran = new Map<CellView, string>();
  /** What explorations said of themselves, by id. */
  readonly #descriptions = new Map<string, unknown>();
  /** Texts of cells that failed or were stopped: they are not tried again. */
  readonly #failedTexts = new Set<string>();
  #running: string | undefined;
  #computing = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(frame: PageFrame, data: Promise<WorkerData>, cells: readonly CellView[]) {
    this.#cells = cells;
    this.#session = new Session(frame, "explorations", data, {
      onOutput: (_, output) => {
        if (output.kind !== "data") return;
        const json = readExplore(output.data[EXPLORE_MIME]);
        if (json !== undefined) this.#descriptions.set(json.id, json);
      },
      onWorkerEnded: () => {
        this.#ran.clear();
        this.#descriptions.clear();
      },
      // The page's own session tells the reader, at the next run.
      onLost: () => undefined,
      onRecovered: () => undefined,
    });
  }

  /** What the exploration says of itself, once its cell has run; a ComputeUnavailableError where that is impossible. */
  async explore(cell: CellView, id: string): Promise<unknown> {
    await this.#ready(cell);
    return this.#descriptions.get(id);
  }

  async compute(cell: CellView, id: string, values: ControlValues): Promise<ExploreView> {
    await this.#ready(cell);
    this.#computing++;
    try {
      return await this.#session.compute(id, values);
    } catch (error) {
      if (!this.#ran.has(cell)) throw new ComputeUnavailableError();
      throw error;
    } finally {
      this.#computing--;
    }
  }

  /** The reader stops what takes too long; whether there was anything to stop. */
  stop(): boolean {
    if (this.#running !== undefined) this.#failedTexts.add(this.#running);
    else if (this.#computing === 0) return false;
    this.#session.stop();
    return true;
  }

  /** All is as it was when the page was opened. */
  reset(): void {
    this.stop();
    this.#session.stop();
    this.#failedTexts.clear();
  }

  #ready(cell: CellView): Promise<void> {
    const turn = this.#turn.then(() => this.#run(cell));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #run(cell: CellView): Promise<void> {
    const needed = this.#cells
      .slice(0, this.#cells.indexOf(cell) + 1)
      .filter(({ runsInPage }) => runsInPage);
    // The reader may change a text while it runs.
    const texts = needed.map(({ program }) => program);
    const key = JSON.stringify(texts);
    if (this.#failedTexts.has(key)) throw new ComputeUnavailableError();
    // A text that was changed: what ran before it changed is not kept either, since both may share something.
    if (needed.some((one, at) => this.#ran.has(one) && this.#ran.get(one) !== texts[at]))
      this.#session.stop();
    this.#running = key;
    try {
      for (const [at, text] of texts.entries()) {
        const one = needed[at];
        if (one === undefined || this.#ran.has(one)) continue;
        const ending = await this.#session.run(one.data.id, text);
        if (ending !== "ok" && !(ending === "failed" && one.data.mayFail))
          this.#failedTexts.add(key);
        if (this.#failedTexts.has(key)) throw new ComputeUnavailableError();
        this.#ran.set(one, text);
      }
    } finally {
      this.#running = undefined;
    }
  }
}
