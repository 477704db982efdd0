import type { CellSession } from "./cellSession.js";
import type { CompiledCell } from "./compiledCell.js";
import type { KernelServer } from "./kernelServer.js";
import type { JsonObject, Message } from "./message.js";
import { repaired } from "./repairs.js";
import { takeTablesRead } from "./tablesRead.js";

export type Reply = (type: string, content: JsonObject) => void;

interface Waiting {
  readonly request: Message;
  readonly reply: Reply;
}

/** The cells that a front end asked for: they run one after the other, in the order in which they came. */
export class CellQueue {
  readonly #server: KernelServer;
  readonly #session: CellSession;
  readonly #waiting: Waiting[] = [];
  #running = false;
  #refusingUntil = 0;

  constructor(server: KernelServer, session: CellSession) {
    this.#server = server;
    this.#session = session;
  }

  add(request: Message, reply: Reply): void {
    this.#waiting.push({ request, reply });
    if (!this.#running) void this.#runAll();
  }

  async #runAll(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await this.#run(next);
    }
    this.#running = false;
  }

  async #run({ request, reply }: Waiting): Promise<void> {
    const { header, content } = request;
    this.#server.status("busy", header);
    if (Date.now() < this.#refusingUntil) {
      reply("execute_reply", { status: "abort" });
      this.#server.status("idle", header);
      return;
    }
    const silent = content.silent === true;
    const { number, error } = await this.#session.run(
      String(content.code ?? ""),
      header,
      silent,
      content.store_history !== false,
      content.lossbook_compiled as CompiledCell | undefined,
    );
    if (error === undefined) {
      reply("execute_reply", {
        status: "ok",
        execution_count: number,
        lossbook_tables: takeTablesRead(),
        user_expressions: {},
        payload: [],
      });
    } else if (!repaired("error-message")) {
      // As stock tslab: the text on stderr, the reply without a word.
      const text = `${error.traceback.join("\n")}\n`;
      this.#server.publish("stream", { name: "stderr", text }, header);
      await this.#refuse(content);
      reply("execute_reply", { status: "error", execution_count: number });
    } else {
      if (!silent) this.#server.publish("error", { ...error }, header);
      await this.#refuse(content);
      reply("execute_reply", {
        status: "error",
        execution_count: number,
        ...error,
        user_expressions: {},
        payload: [],
      });
    }
    this.#server.status("idle", header);
  }

  /**
   * After an error the cells that were already sent are not run. They are refused before the failed cell's reply,
   * so that what a client sends after that reply runs.
   */
  async #refuse(content: JsonObject): Promise<void> {
    if (!repaired("aborted")) {
      this.#refusingUntil = Date.now() + 200;
      return;
    }
    if (content.stop_on_error === false) return;
    await this.#arrived();
    for (const { request, reply } of this.#waiting.splice(0)) {
      this.#server.status("busy", request.header);
      reply("execute_reply", { status: "aborted" });
      this.#server.status("idle", request.header);
    }
  }

  /** Until the requests that a long cell kept waiting in the socket have been read. */
  async #arrived(): Promise<void> {
    for (let before = -1; before !== this.#waiting.length;) {
      before = this.#waiting.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
