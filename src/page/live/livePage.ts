import { workerText } from "../frame/workerText.js";
import type { Compute } from "../reader/explorations/answerByComputing.js";
import type { PrepareCompute } from "../reader/explorations/answerFromFrames.js";
import { jumpToExercise } from "../reader/exerciseJumps.js";
import { drawAfter } from "../reader/figures.js";
import { keepPlace } from "../work/keepPlace.js";
import { ReadersWork } from "../work/readersWork.js";
import { CellView } from "./cellView.js";
import { computedView } from "./computedView.js";
import { ExerciseBoard } from "./exerciseBoard.js";
import { cellData, type LiveData } from "./liveData.js";
import { loadRenderer } from "./loadRenderer.js";
import { OutputPainter } from "./outputPainter.js";
import { OutputRecords } from "./outputRecords.js";
import { ReaderTables } from "./readerTables.js";
import { askToReset } from "./resetPage.js";
import { RunQueue, type Job } from "./runQueue.js";
import { Session, type Ending } from "./session.js";
import { stoppedWords } from "./stoppedWords.js";
import { StoredExplorations } from "./storedExplorations.js";
import { Toolbar } from "./toolbar.js";
import { workerData } from "./workerData.js";
import type { WorkerData } from "../messages.js";
import type { PageFrame } from "./workerFrame.js";

/** The first figure waits for the worker, but not for ever. */
const longestWait = 1_000;

/** The cells of a report run in the page: everything that a live page consists of, put together. */
export class LivePage {
  readonly #data: LiveData;
  readonly #workerData: Promise<WorkerData>;
  readonly #frame: PageFrame;
  readonly #work: ReadersWork;
  readonly #session: Session;
  readonly #cells: readonly CellView[];
  readonly #queue: RunQueue<CellView>;
  readonly #toolbar: Toolbar;
  readonly #board: ExerciseBoard;
  readonly #painter: OutputPainter;
  readonly #readerTables: ReaderTables;
  /** Made when the first knob is moved whose cell has not run. */
  #storedExplorations: StoredExplorations | undefined;
  readonly #records: OutputRecords;

  constructor(
    data: LiveData,
    frame: HTMLIFrameElement,
    /** What every report has: it is made while the worker starts. */
    startReader: (prepareCompute: PrepareCompute) => void,
  ) {
    this.#data = data;
    const { words } = data;
    this.#frame = {
      element: frame,
      ready: window.lossbookFrameReady ?? Promise.reject(new Error("this page has no frame")),
      workerText,
    };
    this.#workerData = workerData(data);
    this.#work = new ReadersWork(data.course, data.notebook);
    this.#session = new Session(
      this.#frame,
      "cells",
      this.#workerData,
      {
        onOutput: (id, output, size) => this.#records.take(id, output, size),
        onWorkerEnded: () => this.#queue.forgetExecuted(),
        onLost: () => {
          this.#queue.clear();
          this.#toolbar.offerReload();
        },
        onRecovered: () => {
          this.#toolbar.withdrawReload();
          this.#toolbar.say(words.stopped);
        },
      },
      window.lossbookEarlyPort,
    );
    const ready = this.#session.start().then(
      () => {
        document.documentElement.dataset["alive"] = "";
        this.#showNeeds();
      },
      // Stopped or lost before it began: the next run starts it, or the reader is told.
      () => undefined,
    );
    drawAfter(Promise.race([ready, new Promise((resolve) => setTimeout(resolve, longestWait))]));
    startReader((place, id) => this.#prepareCompute(place, id));
    this.#toolbar = new Toolbar(words, {
      runAll: () => void this.run(this.#cells),
      stop: () => this.stop(),
      reset: () => this.#askToReset(),
      nextExercise: () => jumpToExercise(1),
    });
    this.#painter = new OutputPainter({
      words,
      computeFor: (cell) => this.#computeFor(cell),
      onPainted: (root) => {
        this.#board.enhance(root);
        this.#readerTables.enhance(root);
      },
    });
    this.#readerTables = new ReaderTables({
      words,
      onTable: (place, name, table) => {
        this.#session.setTable(name, table);
        const cell = this.#cellAround(place);
        if (cell !== undefined) void this.run(this.#cells.slice(this.#cells.indexOf(cell)));
      },
    });
    this.#board = new ExerciseBoard({
      words,
      work: this.#work,
      judge: (place, id, answer) => this.#judge(place, id, answer),
      markdown: async (text) => (await loadRenderer()).markdown(text),
      onPoints: (text) => this.#toolbar.showPoints(text),
      onError: (message) => this.#toolbar.say(message),
    });
    const actions = {
      run: (cell: CellView) => void this.run([cell]),
      runFrom: (cell: CellView) => void this.run(this.#cells.slice(this.#cells.indexOf(cell))),
      stop: () => this.stop(),
    };
    this.#cells = cellData().map(
      (cell, index) => new CellView(cell, index + 1, words, this.#work, actions),
    );
    this.#records = new OutputRecords(this.#cells, this.#painter, {
      onFeedback: (id, feedback) => this.#board.award(id, feedback),
      onLateError: () => this.#toolbar.say(words.failed),
    });
    this.#queue = new RunQueue(this.#cells, {
      execute: (job) => this.#execute(job),
      show: (job, ending) => this.#show(job, ending),
    });
    document.querySelector("article")?.before(this.#toolbar.element);
    this.#board.enhance(document);
    this.#readerTables.enhance(document);
    keepPlace(this.#work);
  }

  /** What needs Node says so on its cell, before the reader tries. */
  #showNeeds(): void {
    const cells = this.#cells.map(({ data: { id, source, compiled = source, nodeOnly } }) => ({
      id,
      source: compiled,
      nodeOnly,
    }));
    void this.#session.inspect(cells).then((needs) => {
      for (const { cell, names } of needs)
        this.#cells.find(({ data }) => data.id === cell)?.showNeeds(names);
    });
  }

  /** Runs cells, and before them what they stand on. */
  async run(cells: readonly CellView[]): Promise<void> {
    this.#toolbar.focusReload();
    if (this.#session.lost || cells.every(({ data }) => data.nodeOnly)) return;
    await this.#workOn(() => this.#queue.run(cells));
  }

  stop(): void {
    this.#queue.clear();
    const stopped = this.#storedExplorations?.stop() ?? false;
    // What the reader ran is not lost where it was an exploration that took too long.
    if (this.#queue.busy || !stopped) this.#session.stop();
    else this.#toolbar.say(this.#data.words.ready);
  }

  #askToReset(): void {
    askToReset({
      words: this.#data.words,
      work: this.#work,
      toolbar: this.#toolbar,
      cells: this.#cells,
      board: this.#board,
      restart: () => {
        this.stop();
        this.#session.stop();
        this.#queue.forgetStopped();
        this.#storedExplorations?.reset();
        this.#session.forgetTables();
        this.#readerTables.clear();
      },
    });
  }

  async #workOn(start: () => Promise<Ending>): Promise<void> {
    // Who adds cells to a queue that works has nothing to say of its end.
    const first = !this.#queue.busy;
    const work = start();
    if (!first) {
      await work;
      return;
    }
    const { words } = this.#data;
    this.#toolbar.say(words.running);
    const ending = await this.#toolbar.stoppable(work, 0);
    if (this.#session.lost) return;
    const left = this.#queue.passedOver.map((cell) => this.#cells.indexOf(cell) + 1);
    if (ending === "failed" || ending === "ok") {
      const said = ending === "failed" ? words.failed : words.done;
      const more = words.notRunAgain.replace("{numbers}", left.join(", "));
      this.#toolbar.say(left.length === 0 ? said : `${said}. ${more}`);
    } else this.#toolbar.say(stoppedWords(words, this.#session.cause));
  }

  /** Runs what an exercise or an exploration needs. */
  async #runAsPrerequisite(cell: CellView | undefined): Promise<void> {
    if (cell === undefined || this.#session.lost || this.#queue.hasRun(cell)) return;
    await this.#workOn(() => this.#queue.runAsPrerequisite(cell));
  }

  async #execute(job: Job<CellView>): Promise<Ending> {
    this.#records.begin(job);
    job.cell.setRunning(true);
    const ending = await this.#session.run(job.cell.data.id, job.cell.program);
    job.cell.setRunning(false);
    this.#records.end();
    return ending;
  }

  async #show({ cell, prerequisite }: Job<CellView>, ending: Ending): Promise<void> {
    const outputs = this.#records.of(cell);
    // A cell that was run for another keeps what it shows, unless it failed.
    if (!prerequisite || ending === "failed") await this.#painter.paint(cell, outputs);
    document.dispatchEvent(
      new CustomEvent("lossbook:outputs", {
        detail: { cell: cell.data.id, ending, outputs: outputs.raw },
      }),
    );
  }

  #computeFor(cell: CellView): Compute {
    return async (id, values) => {
      await this.#runAsPrerequisite(cell);
      return computedView(await this.#toolbar.stoppable(this.#session.compute(id, values)));
    };
  }

  /** An exploration whose frames were stored is computed from now on; undefined: it stays with them. */
  async #prepareCompute(place: HTMLElement, id: string): ReturnType<PrepareCompute> {
    // What an author's answer shows is not made by the cell that the reader has.
    const cell = place.closest(".author-answer") === null ? this.#cellAround(place) : undefined;
    if (cell === undefined || cell.data.nodeOnly || this.#session.lost) return undefined;
    const stored = (this.#storedExplorations ??= new StoredExplorations(
      this.#frame,
      this.#workerData,
      this.#cells,
    ));
    const [explore] = await Promise.all([
      this.#toolbar.stoppable(stored.explore(cell, id)),
      loadRenderer(),
    ]);
    return {
      explore,
      compute: async (id, values) =>
        computedView(await this.#toolbar.stoppable(stored.compute(cell, id, values))),
    };
  }

  async #judge(place: HTMLElement, id: string, answer: string) {
    // Running the cell may draw the exercise anew.
    await this.#runAsPrerequisite(this.#cellAround(place));
    return this.#toolbar.stoppable(this.#session.judge(id, answer));
  }

  #cellAround(place: HTMLElement): CellView | undefined {
    return this.#cells.find(({ section }) => section?.contains(place));
  }
}
