import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import type { CellNeeds, FromWorker, ToWorker, WorkerOutput } from "../../src/page/messages.js";

const root = join(import.meta.dirname, "..", "..");

/** What a browser's worker has and a thread of Node has not. */
const browserGlobals = `
const { parentPort, MessageChannel } = require("node:worker_threads");
const target = new EventTarget();
globalThis.addEventListener = target.addEventListener.bind(target);
for (const name of ["process", "Buffer", "require", "module", "exports", "global", "setImmediate", "clearImmediate"]) {
  if (name === "process")
    process
      .on("unhandledRejection", (reason) => target.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason })))
      .on("uncaughtException", (error) => target.dispatchEvent(Object.assign(new Event("error"), { error })));
  Reflect.deleteProperty(globalThis, name);
}
globalThis.Worker = class {};
globalThis.importScripts = globalThis.close = globalThis.postMessage = () => {};
parentPort.once("message", (port) => target.dispatchEvent(Object.assign(new Event("message"), { ports: [port] })));
`;

let text: Promise<string> | undefined;

async function workerText(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { startWorker } from "./src/page/worker/startWorker.ts";
import { display } from "./test/page/displayForTest.ts";
startWorker({ lossbook: { three: 3, display } });`,
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}

/** The worker of a page in a thread: the same code, in a realm of its own. */
export class PageWorker {
  readonly #thread: Worker;
  readonly #port: MessagePort;
  readonly #messages: (FromWorker & object)[] = [];
  /** Characters that the worker has sent. */
  received = 0;
  #told: (() => void) | undefined;
  #requests = 0;

  private constructor(code: string) {
    this.#thread = new Worker(`${browserGlobals}${code}\n//# sourceURL=blob:null/worker`, {
      eval: true,
    });
    const { port1, port2 } = new MessageChannel();
    this.#port = port1 as unknown as MessagePort;
    port1.onmessage = ({ data }: MessageEvent<string>) => {
      this.received += data.length;
      this.#messages.push(JSON.parse(data) as FromWorker);
      this.#told?.();
    };
    this.#thread.postMessage(port2, [port2 as never]);
  }

  static async start(): Promise<PageWorker> {
    const worker = new PageWorker(await (text ??= workerText()));
    worker.send({ kind: "start", tables: {} });
    await worker.#until((message) => message.kind === "ready");
    return worker;
  }

  send(message: ToWorker): void {
    this.#port.postMessage(message);
  }

  /** Runs a cell: what it gave, and whether it went well. */
  async run(source: string, cell = "c"): Promise<{ ok: boolean; outputs: WorkerOutput[] }> {
    this.#messages.length = 0;
    this.send({ kind: "run", cell, source });
    const done = await this.#until((message) => message.kind === "done");
    return { ok: done.kind === "done" && done.ok, outputs: this.outputs(cell) };
  }

  outputs(cell = "c"): WorkerOutput[] {
    return this.#messages.flatMap((message) =>
      message.kind === "output" && message.cell === cell ? [message.output] : [],
    );
  }

  async needs(...sources: readonly string[]): Promise<readonly CellNeeds[]> {
    const request = ++this.#requests;
    this.send({
      kind: "inspect",
      request,
      cells: sources.map((source, at) => ({ id: String(at), source })),
    });
    const answer = await this.#until(({ kind }) => kind === "inspected");
    return answer.kind === "inspected" ? answer.needs : [];
  }

  async close(): Promise<void> {
    this.#port.close();
    await this.#thread.terminate();
  }

  async #until(holds: (message: FromWorker) => boolean): Promise<FromWorker> {
    for (;;) {
      const at = this.#messages.findIndex(holds);
      if (at >= 0) return this.#messages.splice(at, 1)[0]!;
      await new Promise<void>((resolve) => (this.#told = resolve));
    }
  }
}

/** Everything printed, and values and errors as text. */
export const textOf = (outputs: readonly WorkerOutput[]): string =>
  outputs
    .map((output) =>
      output.kind === "stream"
        ? output.text
        : output.kind === "data"
          ? String(output.data["text/plain"])
          : `${output.name}: ${output.message}`,
    )
    .join("");
