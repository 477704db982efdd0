import { readFile } from "node:fs/promises";
import { NotebookError } from "../../nbformat/notebookError.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { checkNotebooks } from "../check/checkNotebooks.js";
import type { Course } from "../course/course.js";
import { readNotebook } from "../course/readNotebook.js";
import { isSameCode, runnableCells, withResults, type Results } from "./cellResults.js";
import type { CompiledCells } from "./compiledCells.js";
import type { PreviewEvent, PreviewState } from "./previewEvents.js";
import type { PreviewPages } from "./previewPages.js";
import { runCells } from "./runCells.js";
import type { SpareKernel } from "./spareKernel.js";
import { differences, type Provisional, type WarmKernel } from "./warmKernel.js";

export interface PreviewTools {
  readonly course: Course;
  readonly pages: PreviewPages;
  readonly compiler: CompiledCells;
  readonly kernels: SpareKernel;
  readonly warm: WarmKernel;
  readonly tell: (event: PreviewEvent) => void;
}

/** Milliseconds between looks at a file that an editor is still writing, and how many there are. */
const retry = 60;
const retries = 15;

/** Milliseconds without a change after which the rules look at a notebook. */
const quiet = 400;

/** One notebook as it is being written: read, run where its code has changed, rendered, told of. */
export class NotebookPreview {
  readonly path: string;
  readonly #tools: PreviewTools;
  #bytes: Buffer = Buffer.alloc(0);
  #notebook: Notebook | undefined;
  #results: Results | undefined;
  /** The code that runs now, and what ends that run. */
  #running: { readonly cells: Results["cells"]; readonly stop: AbortController } | undefined;
  /** What a warm kernel said, until the clean run has the last word. */
  #provisional: Provisional | undefined;
  /** What cells import or read has changed since the last run. */
  #isStale = false;
  #state: PreviewState = { state: "waiting" };
  /** Renders go one after the other; one that waits covers all that ask meanwhile. */
  #rendering: Promise<void> = Promise.resolve();
  #renderWaits = false;
  #reading = 0;
  #checking: ReturnType<typeof setTimeout> | undefined;
  #started: Promise<void> | undefined;
  #ended: Promise<void> = Promise.resolve();
  /** What is to be said when nothing runs. */
  #settled: PreviewState = { state: "waiting" };
  #closed = false;

  constructor(path: string, tools: PreviewTools) {
    this.path = path;
    this.#tools = tools;
  }

  get state(): PreviewState {
    return this.#state;
  }

  get #page(): string {
    return this.#tools.pages.fileOf(this.path);
  }

  /** Renders it as it stands and runs it, when somebody first looks at it; resolves with the first page. */
  start(): Promise<void> {
    return (this.#started ??= this.changed());
  }

  /** The file may have changed. */
  async changed(): Promise<void> {
    if (!(await this.#read())) return;
    await this.#follow();
  }

  /** What its cells import or read has changed. */
  async codeChanged(): Promise<void> {
    if (this.#started === undefined || this.#notebook === undefined) return;
    const usesFiles = runnableCells(this.#notebook).some(({ source }) =>
      /["'`]\.{1,2}\/|\bread(?:Table|File)|\brequire\s*\(/.test(source),
    );
    if (!usesFiles) return;
    this.#isStale = true;
    this.#tools.warm.forget();
    this.#running?.stop.abort();
    await this.#follow();
  }

  /** The page may look otherwise: a picture, the configuration. */
  async looksChanged(): Promise<void> {
    if (this.#started !== undefined && this.#notebook !== undefined) await this.#render();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#checking);
    this.#running?.stop.abort();
  }

  /** Reads the file; one that is half written is read again. False where nothing has changed or nothing can be read. */
  async #read(): Promise<boolean> {
    const reading = ++this.#reading;
    for (let attempt = 0; ; attempt++) {
      try {
        const bytes = await readFile(this.path);
        if (reading !== this.#reading || this.#closed) return false;
        const isSame = this.#notebook !== undefined && bytes.equals(this.#bytes);
        if (isSame && this.#state.state !== "unreadable") return false;
        const { notebook, bytes: read } = readNotebook(this.path, { repairIds: true });
        [this.#notebook, this.#bytes] = [notebook, read];
        return true;
      } catch (error) {
        if (reading !== this.#reading || this.#closed) return false;
        if (attempt < retries) {
          await new Promise((resolve) => setTimeout(resolve, retry));
          if (reading !== this.#reading) return false;
          continue;
        }
        const message =
          error instanceof NotebookError
            ? error.message.replace(`${this.path}: `, "")
            : "the file cannot be read";
        this.#say({ state: "unreadable", message });
        return false;
      }
    }
  }

  /** Shows the words at once, and runs where the code is not that of the last results. */
  async #follow(): Promise<void> {
    const notebook = this.#notebook;
    if (notebook === undefined || this.#closed) return;
    const cells = runnableCells(notebook);
    const { stop, cells: underWay } = this.#running ?? {};
    if (underWay !== undefined && !isSameCode(underWay, cells)) stop?.abort();
    const known = this.#isStale ? undefined : this.#results;
    const needsRun = known === undefined || !isSameCode(known.cells, cells);
    if (!needsRun) this.#provisional = undefined;
    if (needsRun && this.#running === undefined) this.#ended = this.#run();
    if (!needsRun && this.#state.state === "unreadable") this.#say(this.#settled);
    await this.#render();
  }

  /** When no run is under way any more. */
  ended(): Promise<void> {
    return this.#ended;
  }

  async #run(): Promise<void> {
    // One run at a time: while the last one was rendered, another may have begun.
    while (!this.#closed && this.#running === undefined) {
      const notebook = this.#notebook;
      if (notebook === undefined) return;
      const cells = runnableCells(notebook);
      if (!this.#isStale && this.#results !== undefined && isSameCode(this.#results.cells, cells)) {
        // The code is again what it was.
        if (this.#state.state === "running") this.#say(this.#settled);
        return;
      }
      const started = performance.now();
      const stop = new AbortController();
      this.#running = { cells, stop };
      const before = this.#isStale ? undefined : this.#results;
      this.#isStale = false;
      let done = 0;
      const sayRunning = (): void => {
        const { cells: provisional } = this.#provisional ?? {};
        this.#say({
          state: "running",
          done,
          cells: cells.length,
          ...(provisional === undefined ? {} : { provisional }),
        });
      };
      sayRunning();
      let provisional: Provisional | undefined;
      try {
        const ran = await runCells(this.path, notebook, before, {
          ...this.#tools,
          signal: stop.signal,
          onProgress: (ended) => {
            done = ended;
            sayRunning();
          },
          onProvisional: (given) => {
            this.#provisional = provisional = given;
            void this.#render().then(() => {
              if (this.#provisional === given) sayRunning();
            });
          },
        });
        if (ran === undefined) {
          if (before === undefined) this.#isStale = this.#results !== undefined;
          continue;
        }
        this.#results = ran.results;
        const seconds = (performance.now() - started) / 1000;
        const corrected = provisional === undefined ? 0 : differences(provisional, ran.results);
        this.#settled =
          ran.failure === undefined
            ? { state: "ready", seconds, ...(corrected === 0 ? {} : { corrected }) }
            : { state: "failed", ...ran.failure };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.#results = { cells, outputs: [], tables: [], at: new Date() };
        this.#settled = { state: "failed", message };
      } finally {
        this.#running = undefined;
      }
      this.#provisional = undefined;
      await this.#render();
      this.#say(this.#settled);
    }
  }

  #render(): Promise<void> {
    if (this.#renderWaits) return this.#rendering;
    this.#renderWaits = true;
    this.#rendering = this.#rendering.then(async () => {
      this.#renderWaits = false;
      const notebook = this.#notebook;
      if (notebook === undefined || this.#closed) return;
      const results = this.#provisional?.results ?? this.#results;
      try {
        const { number } = await this.#tools.pages.render({
          path: this.path,
          bytes: this.#bytes,
          json: withResults(notebook, results),
          tables: results?.tables ?? [],
          executed: results?.at ?? new Date(),
        });
        this.#tools.tell({ type: "page", page: this.#page, version: number });
        // Its title and its exercises stand there.
        const index = this.#tools.pages.page("index.html");
        if (index !== undefined)
          this.#tools.tell({ type: "page", page: "index.html", version: index.number });
        this.#checkSoon();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.#say({ state: "unreadable", message });
      }
    });
    return this.#rendering;
  }

  #say(state: PreviewState): void {
    if (this.#closed) return;
    this.#state = state;
    this.#tools.tell({ type: "state", page: this.#page, ...state });
  }

  /** The rules look when the author pauses. */
  #checkSoon(): void {
    clearTimeout(this.#checking);
    this.#checking = setTimeout(() => {
      void checkNotebooks([this.path], {
        course: this.#tools.course,
        without: ["syntax", "stale-number"],
      })
        .then((findings) => {
          if (!this.#closed) this.#tools.tell({ type: "findings", page: this.#page, findings });
        })
        // The file is being written: there will be another look.
        .catch(() => undefined);
    }, quiet);
  }
}
