import type { ControlValues, ExploreView, Feedback } from "../../outputs/displayables.js";
import type { TableData } from "../../learn/table/tableData.js";
import type { FromHost, ToHost, WorkerName } from "../frame/hostMessages.js";
import type { FromWorker, ToWorker, WorkerOutput } from "../messages.js";

export interface SessionListener {
  onOutput(cell: string, output: WorkerOutput): void;
  /** The worker is new: nothing of what earlier cells made is there any more. */
  onFresh(): void;
  /** The frame does not answer any more, and cannot be made again under the page's policy. */
  onLost(): void;
  /** It answers again: it was busy, not dead. */
  onFound(): void;
}

type Ending = "ok" | "failed" | "stopped";

const pingEvery = 500;
/** So many pings without an answer, not so much time: a page in the background has its timers slowed down. */
const patience = 8;

/** The page's end of the worker: one cell at a time, stopped at once when the reader says so. */
export class Session {
  readonly #frame: HTMLIFrameElement;
  readonly #worker: WorkerName;
  readonly #workerText: () => Promise<string>;
  readonly #tables: Readonly<Record<string, TableData>>;
  readonly #listener: SessionListener;
  #begun: Promise<MessagePort | undefined> | undefined;
  #port: MessagePort | undefined;
  #ready: Promise<void> | undefined;
  #started: (() => void) | undefined;
  #given: ((why: Error) => void) | undefined;
  #sentText = false;
  #here: Promise<void>;
  #unanswered = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lost = false;
  #running: { readonly cell: string; readonly end: (ending: Ending) => void } | undefined;
  readonly #waiting = new Map<number, (message: FromWorker) => void>();
  #requests = 0;
  #limit: ReturnType<typeof setTimeout> | undefined;
  /** Why the last cell was stopped, where it was not the reader who did it. */
  overLimit: number | undefined;

  constructor(
    frame: HTMLIFrameElement,
    worker: WorkerName,
    workerText: () => Promise<string>,
    tables: Readonly<Record<string, TableData>>,
    listener: SessionListener,
    /** The port of a worker that began before the session was there. */
    begun?: Promise<MessagePort | undefined>,
  ) {
    this.#frame = frame;
    this.#worker = worker;
    this.#workerText = workerText;
    this.#tables = tables;
    this.#listener = listener;
    this.#begun = begun;
    this.#here = new Promise((resolve) => {
      addEventListener("message", (event: MessageEvent<FromHost>) => {
        if (event.source !== frame.contentWindow) return;
        this.#unanswered = 0;
        if (event.data.kind === "here") resolve();
        if (this.#lost) this.#find();
      });
    });
    this.#tell({ kind: "ping" });
  }

  /** Resolves when cells can run. */
  start(): Promise<void> {
    if (this.#lost) return Promise.reject(new Error("lost"));
    this.#ready ??= this.#begin();
    return this.#ready;
  }

  async #begin(): Promise<void> {
    const begun = await this.#begun;
    this.#begun = undefined;
    const port = begun ?? (await this.#startWorker());
    this.#sentText = true;
    this.#port = port;
    port.onmessage = (event: MessageEvent<FromWorker>) => this.#receive(event.data);
    const started = new Promise<void>((resolve, reject) => {
      this.#started = resolve;
      this.#given = reject;
    });
    this.#watch();
    this.#send({ kind: "start", tables: this.#tables });
    await started;
    this.#started = this.#given = undefined;
  }

  async #startWorker(): Promise<MessagePort> {
    const [text] = await Promise.all([
      this.#sentText ? Promise.resolve(undefined) : this.#workerText(),
      this.#here,
    ]);
    const { port1, port2 } = new MessageChannel();
    this.#tell({ kind: "start", worker: this.#worker, ...(text === undefined ? {} : { text }) }, [
      port2,
    ]);
    return port1;
  }

  #tell(message: ToHost, transfer: Transferable[] = []): void {
    this.#frame.contentWindow?.postMessage(message, "*", transfer);
  }

  #send(message: ToWorker): void {
    this.#port?.postMessage(message);
  }

  get lost(): boolean {
    return this.#lost;
  }

  async run(cell: string, source: string): Promise<Ending> {
    this.overLimit = undefined;
    try {
      await this.start();
    } catch {
      return "stopped";
    }
    const ended = new Promise<Ending>((resolve) => {
      this.#running = { cell, end: resolve };
    });
    this.#send({ kind: "run", cell, source });
    this.#watch();
    const ending = await ended;
    this.#running = undefined;
    return ending;
  }

  /** Ends the worker where it stands; the next run starts a new one. */
  stop(): void {
    if (this.#port === undefined) return;
    this.#tell({ kind: "stop", worker: this.#worker });
    this.#drop();
  }

  /** Nothing more is expected of this worker. */
  #drop(): void {
    clearTimeout(this.#limit);
    this.#port?.close();
    this.#port = this.#ready = undefined;
    this.#given?.(new Error("stopped"));
    this.#started = this.#given = undefined;
    this.#waiting.forEach((answer, request) =>
      answer({ kind: "view", request, failed: "stopped" }),
    );
    this.#waiting.clear();
    this.#listener.onFresh();
    this.#running?.end("stopped");
  }

  /** While anything is expected the frame must answer: a memory bomb takes it down without a word. */
  #watch(): void {
    if (this.#timer !== undefined) return;
    this.#unanswered = 0;
    this.#timer = setInterval(() => {
      const expected = this.#running ?? this.#started ?? (this.#waiting.size > 0 || this.#lost);
      if (expected === false) {
        clearInterval(this.#timer);
        this.#timer = undefined;
        return;
      }
      this.#unanswered++;
      this.#tell({ kind: "ping" });
      if (this.#unanswered <= patience || this.#lost) return;
      this.#lost = true;
      this.#drop();
      this.#listener.onLost();
    }, pingEvery);
  }

  #find(): void {
    this.#lost = false;
    this.#tell({ kind: "stop", worker: this.#worker });
    this.#listener.onFound();
  }

  async compute(id: string, values: ControlValues): Promise<ExploreView> {
    const answer = await this.#ask((request) => ({ kind: "compute", request, id, values }));
    if (answer.kind === "view" && answer.view !== undefined) return answer.view;
    throw new Error(answer.kind === "view" ? answer.failed : "no view");
  }

  async judge(id: string, given: unknown): Promise<Feedback> {
    const answer = await this.#ask((request) => ({ kind: "judge", request, id, answer: given }));
    if (answer.kind === "judged" && answer.feedback !== undefined) return answer.feedback;
    throw new Error("failed" in answer ? answer.failed : "no feedback");
  }

  async #ask(message: (request: number) => ToWorker): Promise<FromWorker> {
    await this.start();
    const request = ++this.#requests;
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve);
      this.#send(message(request));
      this.#watch();
    });
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case "ready":
        this.#started?.();
        break;
      case "output":
        if (message.cell === this.#running?.cell)
          this.#listener.onOutput(message.cell, message.output);
        break;
      case "done":
        if (message.cell === this.#running?.cell) this.#running.end(message.ok ? "ok" : "failed");
        break;
      case "view":
      case "judged":
        this.#waiting.get(message.request)?.(message);
        this.#waiting.delete(message.request);
        break;
      case "call":
        this.#bound(message.limit);
        break;
    }
  }

  /** A call of the reader's function that has a limit: past it, twice over, the worker is ended. */
  #bound(limit: number | undefined): void {
    clearTimeout(this.#limit);
    if (typeof limit !== "number") return;
    this.#limit = setTimeout(
      () => {
        this.overLimit = limit;
        this.stop();
      },
      Math.min(Math.max(limit, 100), 60_000) * 2,
    );
  }
}
