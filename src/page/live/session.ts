import type { ControlValues, ExploreView } from "../../outputs/exploration.js";
import type { Feedback } from "../../outputs/exercise.js";
import type { TableData } from "../../outputs/table.js";
import type { WorkerName } from "../frame/hostMessages.js";
import {
  mostCharacters,
  type CellNeeds,
  type CellToInspect,
  type FromWorker,
  type ToWorker,
  type WorkerData,
  type WorkerOutput,
} from "../messages.js";
import { readFromWorker } from "../readMessage.js";
import { WorkerFrame, type PageFrame } from "./workerFrame.js";

export interface SessionListener {
  /** An output of this cell, as it comes; `size` is the length of the message that brought it. */
  onOutput(cell: string, output: WorkerOutput, size: number): void;
  /** The worker has ended: nothing of what earlier cells made is there any more. */
  onWorkerEnded(): void;
  /** The frame does not answer any more: no cell can run. */
  onLost(): void;
  /** It answers again. */
  onRecovered(): void;
}

/** `not begun`: there was no worker for it, or it was stopped before there was. */
export type Ending = "ok" | "failed" | "stopped" | "not begun";

/** Why the page ended a worker, where it was not the reader who did it. */
export type Cause =
  | { readonly kind: "call took too long"; readonly limit: number }
  | { readonly kind: "sent too much" }
  | { readonly kind: "sent no message of ours" }
  | { readonly kind: "did not start" };

/** The page's conversation with a worker: one cell at a time, stopped at once when the reader says so. */
export class Session {
  readonly #frame: WorkerFrame;
  readonly #data: Promise<WorkerData>;
  readonly #listener: SessionListener;
  #port: MessagePort | undefined;
  #ready: Promise<void> | undefined;
  /** The worker's answer to its start is waited for. */
  #starting: { readonly resolve: () => void; readonly reject: (why: Error) => void } | undefined;
  #running: { readonly cell: string; readonly end: (ending: Ending) => void } | undefined;
  readonly #waiting = new Map<number, (message: FromWorker) => void>();
  /** The reader's tables, for this worker and those after it. */
  readonly #tables = new Map<string, TableData>();
  #requests = 0;
  #callTimer: ReturnType<typeof setTimeout> | undefined;
  /** Characters that this worker has sent since it was last asked for something. */
  #received = 0;
  #cause: Cause | undefined;

  constructor(
    frame: PageFrame,
    worker: WorkerName,
    data: Promise<WorkerData>,
    listener: SessionListener,
    earlyPort?: Promise<MessagePort | undefined>,
  ) {
    this.#data = data;
    this.#listener = listener;
    this.#frame = new WorkerFrame(
      frame,
      worker,
      {
        onLost: () => {
          this.#forgetWorker();
          listener.onLost();
        },
        onRecovered: () => listener.onRecovered(),
        onWorkerError: () => {
          if (this.#starting !== undefined) this.#end({ kind: "did not start" });
        },
      },
      earlyPort,
    );
  }

  get lost(): boolean {
    return this.#frame.lost;
  }

  /** Why the last run was stopped; undefined where the reader did it. */
  get cause(): Cause | undefined {
    return this.#cause;
  }

  /** Resolves when cells can run. */
  start(): Promise<void> {
    if (this.lost) return Promise.reject(new Error("lost"));
    this.#ready ??= this.#start();
    return this.#ready;
  }

  async #start(): Promise<void> {
    const [port, data] = await Promise.all([this.#frame.start(), this.#data]);
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.#admit(data);
    const started = new Promise<void>((resolve, reject) => {
      this.#starting = { resolve, reject };
    });
    this.#watch();
    this.#send({ kind: "start", ...data });
    for (const [name, table] of this.#tables) this.#send({ kind: "table", name, table });
    await started;
    this.#starting = undefined;
  }

  async run(cell: string, source: string): Promise<Ending> {
    this.#cause = undefined;
    try {
      await this.start();
    } catch {
      return "not begun";
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

  /** The reader's table in place of the author's; undefined gives that back. */
  setTable(name: string, table: TableData | undefined): void {
    if (table === undefined) this.#tables.delete(name);
    else this.#tables.set(name, table);
    this.#send({ kind: "table", name, ...(table === undefined ? {} : { table }) });
  }

  /** All of the author's tables are back, for the next worker. */
  forgetTables(): void {
    this.#tables.clear();
  }

  /** Ends the worker where it stands; the next run starts a new one. */
  stop(): void {
    if (this.#port === undefined) return;
    this.#frame.stop();
    this.#forgetWorker();
  }

  /** What of these cells a page does not have. */
  async inspect(cells: readonly CellToInspect[]): Promise<readonly CellNeeds[]> {
    const answer = await this.#ask((request) => ({ kind: "inspect", request, cells }));
    return answer.kind === "inspected" ? answer.needs : [];
  }

  async compute(id: string, values: ControlValues): Promise<ExploreView> {
    const answer = await this.#ask((request) => ({ kind: "compute", request, id, values }));
    if (answer.kind === "view" && answer.view !== undefined) return answer.view;
    throw new Error(answer.kind === "view" ? answer.failed : "no view");
  }

  async judge(id: string, answer: unknown): Promise<Feedback> {
    const judged = await this.#ask((request) => ({ kind: "judge", request, id, answer }));
    if (judged.kind === "judged" && judged.feedback !== undefined) return judged.feedback;
    throw new Error("failed" in judged ? judged.failed : "no feedback");
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

  #send(message: ToWorker): void {
    this.#received = 0;
    this.#port?.postMessage(message);
  }

  #watch(): void {
    this.#frame.watch(
      () => this.#running !== undefined || this.#starting !== undefined || this.#waiting.size > 0,
    );
  }

  /** Nothing more is expected of this worker. */
  #forgetWorker(): void {
    clearTimeout(this.#callTimer);
    this.#port?.close();
    this.#port = this.#ready = undefined;
    this.#starting?.reject(new Error("stopped"));
    this.#starting = undefined;
    for (const [request, answer] of this.#waiting)
      answer({ kind: "view", request, failed: "stopped" });
    this.#waiting.clear();
    this.#listener.onWorkerEnded();
    this.#running?.end("stopped");
  }

  /** A worker that floods the page, or says what no worker of ours says, is ended. */
  #admit(data: unknown): void {
    // A message that waited while its worker was ended.
    if (this.#port === undefined) return;
    this.#received += typeof data === "string" ? data.length : 0;
    // Twice what a worker allows its cells: one that keeps to it is never ended here.
    if (this.#received > 2 * mostCharacters) this.#end({ kind: "sent too much" });
    else {
      const message = readFromWorker(data);
      if (message === undefined) this.#end({ kind: "sent no message of ours" });
      else this.#receive(message, String(data).length);
    }
  }

  #end(cause: Cause): void {
    this.#cause = cause;
    this.stop();
  }

  #receive(message: FromWorker, size: number): void {
    switch (message.kind) {
      case "ready":
        this.#starting?.resolve();
        break;
      case "output":
        this.#listener.onOutput(message.cell, message.output, size);
        break;
      case "done":
        if (message.cell === this.#running?.cell) this.#running.end(message.ok ? "ok" : "failed");
        break;
      case "inspected":
      case "view":
      case "judged":
        this.#waiting.get(message.request)?.(message);
        this.#waiting.delete(message.request);
        break;
      case "call":
        this.#limitCall(message.limit);
        break;
    }
  }

  /**
   * A call of the reader's function that has a limit. A worker has no clock of its own processor: only one that takes
   * five times as long by the clock is ended, so that a busy machine stops none that would have been in time.
   */
  #limitCall(limit: number | undefined): void {
    clearTimeout(this.#callTimer);
    if (typeof limit !== "number") return;
    this.#callTimer = setTimeout(
      () => this.#end({ kind: "call took too long", limit }),
      Math.min(Math.max(limit, 100), 60_000) * 5,
    );
  }
}
