import type { CompiledCell } from "./compiledCell.js";
import type { CellSession } from "./cellSession.js";
import type { KernelServer } from "./kernelServer.js";
import type { JsonObject, Message } from "./message.js";
import { repaired } from "./repairs.js";
import type { TslabModules } from "./tslabModules.js";

type Reply = (type: string, content: JsonObject) => void;

interface Waiting {
  readonly request: Message;
  readonly reply: Reply;
}

/** Answers what a front end asks. Cells run one after the other; everything else is answered at once. */
export class KernelRequests {
  readonly #cells: Waiting[] = [];
  #running = false;
  #refusingUntil = 0;

  private readonly server: KernelServer;
  private readonly session: CellSession;
  private readonly tslab: TslabModules;

  constructor(server: KernelServer, session: CellSession, tslab: TslabModules) {
    this.server = server;
    this.session = session;
    this.tslab = tslab;
  }

  receive(request: Message, reply: Reply): void {
    if (request.header.msg_type === "execute_request") {
      this.#cells.push({ request, reply });
      if (!this.#running) void this.#runCells();
      return;
    }
    this.server.status("busy", request.header);
    try {
      this.#answer(request, reply);
    } catch (error) {
      // The compiler stumbles on some half-written cells; a front end still waits for its reply.
      const evalue = error instanceof Error ? error.message : String(error);
      reply(request.header.msg_type.replace(/_request$/, "_reply"), {
        status: "error",
        ename: "Error",
        evalue,
        traceback: [],
      });
    }
    this.server.status("idle", request.header);
    if (request.header.msg_type === "shutdown_request") this.#end();
  }

  async #runCells(): Promise<void> {
    this.#running = true;
    for (let next = this.#cells.shift(); next !== undefined; next = this.#cells.shift()) {
      await this.#runCell(next);
    }
    this.#running = false;
  }

  async #runCell({ request, reply }: Waiting): Promise<void> {
    const { header, content } = request;
    this.server.status("busy", header);
    if (Date.now() < this.#refusingUntil) {
      reply("execute_reply", { status: "abort" });
      this.server.status("idle", header);
      return;
    }
    const silent = content.silent === true;
    const { number, error } = await this.session.run(
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
        user_expressions: {},
        payload: [],
      });
    } else if (!repaired("error-message")) {
      // As stock tslab: the text on stderr, the reply without a word.
      const text = `${error.traceback.join("\n")}\n`;
      this.server.publish("stream", { name: "stderr", text }, header);
      await this.#refuse(content);
      reply("execute_reply", { status: "error", execution_count: number });
    } else {
      if (!silent) this.server.publish("error", { ...error }, header);
      await this.#refuse(content);
      reply("execute_reply", {
        status: "error",
        execution_count: number,
        ...error,
        user_expressions: {},
        payload: [],
      });
    }
    this.server.status("idle", header);
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
    for (const { request, reply } of this.#cells.splice(0)) {
      this.server.status("busy", request.header);
      reply("execute_reply", { status: "aborted" });
      this.server.status("idle", request.header);
    }
  }

  /** Until the requests that a long cell kept waiting in the socket have been read. */
  async #arrived(): Promise<void> {
    for (let before = -1; before !== this.#cells.length;) {
      before = this.#cells.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #answer(request: Message, reply: Reply): void {
    const { content } = request;
    const code = String(content.code ?? "");
    switch (request.header.msg_type) {
      case "kernel_info_request":
        return reply("kernel_info_reply", this.#info());
      case "is_complete_request": {
        const { completed, indent } = this.tslab.isCompleteCode(code);
        return reply(
          "is_complete_reply",
          completed ? { status: "complete" } : { status: "incomplete", indent: indent ?? "" },
        );
      }
      case "complete_request": {
        const found = this.session.complete(code, toUtf16(code, content.cursor_pos));
        return reply("complete_reply", {
          status: "ok",
          matches: found.candidates,
          cursor_start: toPoints(code, found.start),
          cursor_end: toPoints(code, found.end),
          metadata: {},
        });
      }
      case "inspect_request": {
        const text = this.session.inspect(code, toUtf16(code, content.cursor_pos));
        return reply("inspect_reply", {
          status: "ok",
          found: text !== undefined,
          data: text === undefined ? {} : { "text/plain": text },
          metadata: {},
        });
      }
      case "comm_info_request":
        return reply(repaired("requests") ? "comm_info_reply" : "complete_reply", {
          status: "ok",
          comms: {},
        });
      case "comm_open":
        // No comms here: closed as soon as opened, as the protocol wants it.
        return this.server.publish(
          "comm_close",
          { comm_id: content.comm_id, data: {} },
          request.header,
        );
      case "history_request":
        if (!repaired("requests")) return;
        return reply("history_reply", { status: "ok", history: this.#history(content) });
      case "interrupt_request":
        if (!repaired("requests")) return;
        this.session.interrupt();
        return reply("interrupt_reply", { status: "ok" });
      case "shutdown_request":
        return reply("shutdown_reply", { status: "ok", restart: content.restart === true });
    }
  }

  #info(): JsonObject {
    return {
      status: "ok",
      protocol_version: "5.3",
      implementation: "lossbook",
      implementation_version: this.tslab.version,
      banner: `TypeScript ${this.tslab.typescriptVersion} on Node ${process.versions.node} (tslab ${this.tslab.version}, lossbook)`,
      help_links: [],
      language_info: {
        name: "typescript",
        version: this.tslab.typescriptVersion,
        mimetype: "text/typescript",
        file_extension: ".ts",
        codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
      },
    };
  }

  #history(content: JsonObject): [number, number, string][] {
    const all = this.session.inputs.map(({ number, code }): [number, number, string] => [
      1,
      number,
      code,
    ]);
    const last = typeof content.n === "number" ? content.n : 1000;
    if (content.hist_access_type === "range") {
      const start = Number(content.start ?? 0);
      const stop = Number(content.stop ?? Infinity);
      return all.filter(([, number]) => number >= start && number < stop);
    }
    const pattern = content.hist_access_type === "search" ? String(content.pattern ?? "*") : "*";
    const found = all.filter(([, , code]) => globMatches(pattern, code));
    return last <= 0 ? [] : found.slice(-last);
  }

  /** The reply and the idle go out first; open handles of the cells do not keep the process. */
  #end(): void {
    setTimeout(() => {
      this.server.close();
      if (repaired("exit-on-shutdown")) process.exit(0);
    }, 50);
  }
}

function globMatches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${source}$`).test(text);
}

/** The protocol counts characters as code points; JavaScript counts UTF-16 units. */
function toUtf16(text: string, points: unknown): number {
  if (typeof points !== "number") return text.length;
  return [...text].slice(0, points).join("").length;
}

const toPoints = (text: string, offset: number): number => [...text.slice(0, offset)].length;
