import type { ToHost, WorkerName } from "../../../src/page/frame/hostMessages.js";
import type { CellNeeds, FromWorker, ToWorker, WorkerOutput } from "../../../src/page/messages.js";
import type { PageFrame } from "../../../src/page/live/workerFrame.js";

/** What a fake worker does with a cell. */
export interface FakeRun {
  readonly cell: string;
  readonly source: string;
  output(output: WorkerOutput): void;
  done(ok?: boolean): void;
}

type Handlers = {
  readonly run?: (run: FakeRun) => void;
  readonly compute?: (message: ToWorker & { kind: "compute" }) => unknown;
  readonly judge?: (message: ToWorker & { kind: "judge" }) => unknown;
};

/** A hidden frame whose workers answer as a test wants it. */
export class FakeFrame {
  readonly element: HTMLIFrameElement;
  readonly workerText = () => Promise.resolve("");
  readonly ready: Promise<void> = Promise.resolve();
  /** Cells in the order in which a worker was given them, each as `id:source`. */
  readonly ran: string[] = [];
  readonly stops: WorkerName[] = [];
  started = 0;
  /** What the worker finds missing in cells. */
  needs: readonly CellNeeds[] = [];
  /** A frame that is gone answers nothing. */
  dead = false;
  /** A worker that throws before it is ready. */
  broken = false;
  #handlers: Handlers;
  #ports: MessagePort[] = [];
  /** Messages to the page's door as they are, whatever they are. */
  send: (message: unknown) => void = () => undefined;

  constructor(handlers: Handlers = {}) {
    this.#handlers = handlers;
    this.element = document.createElement("iframe");
    const source = {
      postMessage: (message: ToHost, _: string, [port]: MessagePort[]) =>
        this.#receive(message, port),
    };
    Object.defineProperty(this.element, "contentWindow", { value: source });
  }

  /** As the page knows it. */
  get frame(): PageFrame {
    return this;
  }

  close(): void {
    this.#ports.forEach((port) => port.close());
  }

  #receive(message: ToHost, port: MessagePort | undefined): void {
    if (this.dead) return;
    if (message.kind === "ping") this.say({ kind: "pong" });
    if (message.kind === "stop") this.stops.push(message.worker);
    if (message.kind !== "start" || port === undefined) return;
    this.started++;
    if (this.broken) {
      const { worker } = message;
      setTimeout(() => this.say({ kind: "failed", worker, message: "no such thing" }));
      return;
    }
    this.#ports.push(port);
    const post = (answer: FromWorker): void => port.postMessage(JSON.stringify(answer));
    this.send = (anything) => port.postMessage(anything);
    port.onmessage = ({ data }: MessageEvent<ToWorker>) => this.#answer(data, post);
  }

  /** What the frame itself tells the page. */
  say(message: unknown): void {
    const event = new MessageEvent("message", { data: message });
    Object.defineProperty(event, "source", { value: this.element.contentWindow });
    dispatchEvent(event);
  }

  #answer(message: ToWorker, post: (answer: FromWorker) => void): void {
    switch (message.kind) {
      case "start":
        post({ kind: "ready" });
        break;
      case "inspect":
        post({ kind: "inspected", request: message.request, needs: this.needs });
        break;
      case "run": {
        const { cell, source } = message;
        this.ran.push(`${cell}:${source}`);
        const run: FakeRun = {
          cell,
          source,
          output: (output) => post({ kind: "output", cell, output }),
          done: (ok = true) => post({ kind: "done", cell, ok }),
        };
        if (this.#handlers.run === undefined) run.done();
        else this.#handlers.run(run);
        break;
      }
      case "compute":
        post({
          kind: "view",
          request: message.request,
          view: this.#handlers.compute?.(message) as never,
        });
        break;
      case "judge":
        post({
          kind: "judged",
          request: message.request,
          feedback: this.#handlers.judge?.(message) as never,
        });
        break;
    }
  }
}
