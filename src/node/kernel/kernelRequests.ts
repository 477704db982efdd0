import { CellQueue, type Reply } from "./cellQueue.js";
import type { CellSession } from "./cellSession.js";
import { toPoints, toUtf16 } from "./codePoints.js";
import { historyOf } from "./inputHistory.js";
import type { KernelServer } from "./kernelServer.js";
import type { JsonObject, Message } from "./message.js";
import { repaired } from "./repairs.js";
import type { TslabModules } from "./tslabModules.js";

/** Answers what a front end asks. Cells run one after the other; everything else is answered at once. */
export class KernelRequests {
  readonly #cells: CellQueue;
  readonly #server: KernelServer;
  readonly #session: CellSession;
  readonly #tslab: TslabModules;

  constructor(server: KernelServer, session: CellSession, tslab: TslabModules) {
    this.#server = server;
    this.#session = session;
    this.#tslab = tslab;
    this.#cells = new CellQueue(server, session);
  }

  receive(request: Message, reply: Reply): void {
    if (request.header.msg_type === "execute_request") {
      this.#cells.add(request, reply);
      return;
    }
    if (request.header.msg_type === "lossbook_work_request") {
      void this.#awaitWork(request, reply);
      return;
    }
    this.#server.status("busy", request.header);
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
    this.#server.status("idle", request.header);
    if (request.header.msg_type === "shutdown_request") this.#end();
  }

  /** For the runner: what no cell awaited is waited for, so that its last words are heard. */
  async #awaitWork(request: Message, reply: Reply): Promise<void> {
    this.#server.status("busy", request.header);
    const left = await this.#session.workDone(Number(request.content.milliseconds ?? 0));
    reply("lossbook_work_reply", { status: "ok", left });
    this.#server.status("idle", request.header);
  }

  #answer(request: Message, reply: Reply): void {
    const { content } = request;
    const code = String(content.code ?? "");
    switch (request.header.msg_type) {
      case "kernel_info_request":
        return reply("kernel_info_reply", this.#info());
      case "is_complete_request": {
        const { completed, indent } = this.#tslab.isCompleteCode(code);
        return reply(
          "is_complete_reply",
          completed ? { status: "complete" } : { status: "incomplete", indent: indent ?? "" },
        );
      }
      case "complete_request": {
        const found = this.#session.complete(code, toUtf16(code, content.cursor_pos));
        return reply("complete_reply", {
          status: "ok",
          matches: found.candidates,
          cursor_start: toPoints(code, found.start),
          cursor_end: toPoints(code, found.end),
          metadata: {},
        });
      }
      case "inspect_request": {
        const text = this.#session.inspect(code, toUtf16(code, content.cursor_pos));
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
        return this.#server.publish(
          "comm_close",
          { comm_id: content.comm_id, data: {} },
          request.header,
        );
      case "history_request":
        if (!repaired("requests")) return;
        return reply("history_reply", {
          status: "ok",
          history: historyOf(this.#session.inputs, content),
        });
      case "interrupt_request":
        if (!repaired("requests")) return;
        this.#session.interrupt();
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
      implementation_version: this.#tslab.version,
      banner: `TypeScript ${this.#tslab.typescriptVersion} on Node ${process.versions.node} (tslab ${this.#tslab.version}, lossbook)`,
      help_links: [],
      language_info: {
        name: "typescript",
        version: this.#tslab.typescriptVersion,
        mimetype: "text/typescript",
        file_extension: ".ts",
        codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
      },
    };
  }

  /** The reply and the idle go out first; open handles of the cells do not keep the process. */
  #end(): void {
    setTimeout(() => {
      this.#server.close();
      if (repaired("exit-on-shutdown")) process.exit(0);
    }, 50);
  }
}
