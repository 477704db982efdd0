import { Channels } from "./channels.js";
import type { Channel } from "./channels.js";
import type {
  ExecuteOptions,
  ExecuteResult,
  IopubMessage,
  Kernel,
  KernelExit,
  KernelOptions,
} from "./kernel.js";
import { executeOnce, type ExecutingKernel } from "./executeOnce.js";
import { describeExit } from "./executeResult.js";
import type { KernelCommand } from "./kernelCommand.js";
import { KernelProcess } from "./kernelProcess.js";
import type { JsonObject, Message } from "./message.js";
import { PendingRequest } from "./pendingRequest.js";
import { descendants, signalProcess } from "./processTree.js";
import { aborted, delay } from "./waiting.js";

/** Milliseconds; generous, since they matter only where something is wrong. */
const limits = {
  resend: 300,
  reply: 60_000,
  shutdown: 1_500,
  terminate: 1_000,
  /** Messages of a dead kernel that are still on their way. */
  drain: 150,
  /** A stock kernel refuses everything for 200 ms after an error. */
  refused: 250,
};
const refusals = 4;

/** Bytes above the output limit that one message may take: a piece of printed text, with every character escaped. */
const otherBytes = 8 * 2 ** 20;

/** The client's side of a running kernel. */
export class KernelClient implements Kernel {
  info: JsonObject = {};
  readonly #channels: Channels;
  readonly #requests = new Map<string, PendingRequest>();
  #lastExecution: Promise<unknown> = Promise.resolve();
  #lastSeen = Date.now();

  readonly #process: KernelProcess;
  readonly #command: KernelCommand;

  /** Made by `start`. */
  constructor(process: KernelProcess, command: KernelCommand, outputLimit = Infinity) {
    this.#process = process;
    this.#command = command;

    this.#channels = new Channels(
      process.connection,
      (channel, message) => this.#receive(channel, message),
      outputLimit + otherBytes,
    );
    void process.exited.then(async () => {
      await this.#drained();
      this.#channels.close();
    });
  }

  /** One attempt: a ready kernel, or why there is none. Nothing is left behind in that case. */
  static async start(
    command: KernelCommand,
    options: KernelOptions & { readonly startTimeout: number },
  ): Promise<KernelClient | { readonly reason: string }> {
    const process = await KernelProcess.start(command, options.cwd, {
      ...(options.outputLimit === undefined
        ? {}
        : { LOSSBOOK_OUTPUT_LIMIT: String(options.outputLimit) }),
      ...options.env,
    });
    const client = new KernelClient(process, command, options.outputLimit);
    const limit = options.startTimeout;
    const stop = new AbortController();
    const reason = await Promise.race([
      client.#handshake(stop.signal).then(() => undefined),
      process.exited.then((exit) => `it ended at once (${describeExit(exit, process.output)})`),
      delay(limit, stop.signal).then(() => `no answer within ${limit / 1000} s`),
      aborted(options.signal, stop.signal).then(() => "aborted"),
    ]);
    stop.abort();
    if (reason === undefined) return client;
    await process.kill();
    return { reason };
  }

  get processId(): number {
    return this.#process.id;
  }

  get alive(): boolean {
    return this.#process.exit === undefined;
  }

  get exited(): Promise<KernelExit> {
    return this.#process.exited;
  }

  execute(code: string, options: ExecuteOptions = {}): Promise<ExecuteResult> {
    const result = this.#lastExecution.then(() => this.#execute(code, options));
    this.#lastExecution = result.catch(() => undefined);
    return result;
  }

  async request(type: string, content: JsonObject): Promise<JsonObject> {
    if (!this.alive) throw new Error(`the kernel has ended; ${type} cannot be answered`);
    const { request } = this.#send("shell", type, content);
    const stop = new AbortController();
    const outcome = await Promise.race([
      request.done.then(() => "done" as const),
      this.exited.then(() => "dead" as const),
      delay(limits.reply, stop.signal).then(() => "silent" as const),
      request.idleLost(stop.signal),
    ]);
    stop.abort();
    request.closed = true;
    if (request.reply !== undefined) return request.reply;
    throw new Error(
      outcome === "dead"
        ? `the kernel ended before it answered ${type}`
        : `the kernel did not answer ${type} within ${limits.reply / 1000} s`,
    );
  }

  async interrupt(): Promise<void> {
    if (!this.alive) return;
    if (this.#command.interruptMode === "message") {
      this.#channels.send("control", "interrupt_request", {});
    } else {
      this.#process.signal("SIGINT");
    }
    await Promise.resolve();
  }

  async shutdown(): Promise<void> {
    // Processes that the cells started; once the kernel is gone nobody could say whose they were.
    const started = this.alive ? descendants(this.processId) : [];
    if (this.alive) this.#channels.send("control", "shutdown_request", { restart: false });
    if (!(await this.#endsWithin(limits.shutdown))) {
      this.#process.signal("SIGTERM");
      if (!(await this.#endsWithin(limits.terminate))) await this.#process.kill();
    }
    for (const pid of started) signalProcess(pid, "SIGKILL");
    this.#channels.close();
  }

  async #endsWithin(milliseconds: number): Promise<boolean> {
    const stop = new AbortController();
    await Promise.race([this.exited, delay(milliseconds, stop.signal)]);
    stop.abort();
    return !this.alive;
  }

  /**
   * The first messages on iopub are lost while its subscription is under way: ask again until both the reply
   * and its idle have come.
   */
  async #handshake(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const { request } = this.#send("shell", "kernel_info_request", {});
      const ready = await Promise.race([
        request.done.then(() => true),
        delay(limits.resend, stop).then(() => false),
      ]);
      request.closed = true;
      if (ready) {
        this.info = request.reply!;
        return;
      }
    }
    // Given up: the race is decided elsewhere.
    await new Promise(() => undefined);
  }

  #send(
    channel: "shell" | "control",
    type: string,
    content: JsonObject,
    onMessage?: (message: IopubMessage) => void,
  ): { id: string; request: PendingRequest } {
    const request = new PendingRequest(onMessage);
    const id = this.#channels.send(channel, type, content);
    this.#requests.set(id, request);
    return { id, request };
  }

  #receive(channel: Channel, message: Message): void {
    this.#lastSeen = Date.now();
    this.#requests.get(message.parent.msg_id ?? "")?.receive(channel, message);
  }

  async #execute(code: string, options: ExecuteOptions): Promise<ExecuteResult> {
    const started = Date.now();
    for (let attempt = 1; ; attempt++) {
      const left =
        options.timeout === undefined
          ? undefined
          : Math.max(0, options.timeout - (Date.now() - started));
      const result = await executeOnce(this.#executing(), code, options, left);
      // Requests go one at a time, so `aborted` means nothing but the pause of a stock kernel after an error.
      if (result.status !== "aborted" || attempt === refusals) return result;
      await delay(limits.refused, options.signal);
    }
  }

  /** What the execution of a cell needs of this kernel. */
  #executing(): ExecutingKernel {
    const process = this.#process;
    return {
      get alive() {
        return process.exit === undefined;
      },
      get ending() {
        return describeExit(process.exit ?? { code: null, signal: null }, process.output);
      },
      exited: process.exited,
      sendExecute: (content, onMessage) =>
        this.#send("shell", "execute_request", content, onMessage).request,
      interrupt: () => this.interrupt(),
      kill: () => process.kill(),
      drained: () => this.#drained(),
    };
  }

  /** Waits until a dead kernel's last messages have been read. */
  async #drained(): Promise<void> {
    const since = Date.now();
    do await delay(limits.drain / 3);
    while (Date.now() - Math.max(since, this.#lastSeen) < limits.drain);
  }
}
