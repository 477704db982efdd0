import type { ToHost, WorkerName } from "../frame/hostMessages.js";
import { readFromHost } from "../readMessage.js";

export interface WorkerFrameListener {
  /** The frame does not answer any more, and cannot be made again under the page's policy. */
  onLost(): void;
  /** It answers again: it was busy, not dead. */
  onRecovered(): void;
  /** The worker threw where nobody caught it: before it was ready, it never will be. */
  onWorkerError(): void;
}

/** What a page has of the hidden frame, made by the scripts in its head. */
export interface PageFrame {
  readonly element: HTMLIFrameElement;
  /** Resolves when the frame's script runs. */
  readonly ready: Promise<void>;
  readonly workerText: () => Promise<string>;
}

const pingEvery = 500;
/** So many pings without an answer, not so much time: a page in the background has its timers slowed down. */
const patience = 8;

/** The page's end of the hidden frame that keeps its workers: starts and stops one, and notices when none answers. */
export class WorkerFrame {
  readonly #frame: PageFrame;
  readonly #worker: WorkerName;
  readonly #listener: WorkerFrameListener;
  #earlyPort: Promise<MessagePort | undefined> | undefined;
  #hasText = false;
  #unanswered = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lost = false;

  constructor(
    frame: PageFrame,
    worker: WorkerName,
    listener: WorkerFrameListener,
    /** The port of a worker that was started before the page's script was there. */
    earlyPort?: Promise<MessagePort | undefined>,
  ) {
    this.#frame = frame;
    this.#worker = worker;
    this.#listener = listener;
    this.#earlyPort = earlyPort;
    addEventListener("message", (event) => {
      if (event.source !== frame.element.contentWindow) return;
      const message = readFromHost(event.data);
      if (message === undefined) return;
      this.#unanswered = 0;
      if (message.kind === "failed" && message.worker === worker) listener.onWorkerError();
      if (!this.#lost) return;
      this.#lost = false;
      this.stop();
      listener.onRecovered();
    });
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** The port of a worker that has just started. */
  async start(): Promise<MessagePort> {
    const early = await this.#earlyPort;
    this.#earlyPort = undefined;
    if (early !== undefined) {
      this.#hasText = true;
      return early;
    }
    const [text] = await Promise.all([
      this.#hasText ? undefined : this.#frame.workerText(),
      this.#frame.ready,
    ]);
    this.#hasText = true;
    const { port1, port2 } = new MessageChannel();
    this.#tell(
      { kind: "start", worker: this.#worker, ...(text === undefined ? {} : { text }) },
      port2,
    );
    return port1;
  }

  /** Ends the worker where it stands. */
  stop(): void {
    this.#tell({ kind: "stop", worker: this.#worker });
  }

  /** While anything is expected the frame must answer: a memory bomb takes it down without a word. */
  watch(expected: () => boolean): void {
    if (this.#timer !== undefined) return;
    this.#unanswered = 0;
    this.#timer = setInterval(() => {
      if (!this.#lost && !expected()) {
        clearInterval(this.#timer);
        this.#timer = undefined;
        return;
      }
      this.#unanswered++;
      this.#tell({ kind: "ping" });
      if (this.#unanswered <= patience || this.#lost) return;
      this.#lost = true;
      this.#listener.onLost();
    }, pingEvery);
  }

  #tell(message: ToHost, ...transfer: Transferable[]): void {
    this.#frame.element.contentWindow?.postMessage(message, "*", transfer);
  }
}
