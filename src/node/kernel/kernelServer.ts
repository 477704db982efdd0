import { randomUUID } from "node:crypto";
import { Publisher, Reply, Router } from "zeromq";
import { address } from "./connectionFile.js";
import type { Connection } from "./connectionFile.js";
import { encodeMessage, newMessage } from "./message.js";
import type { JsonObject, Message, MessageHeader } from "./message.js";
import { MessageReader } from "./messageReader.js";
import { repaired } from "./repairs.js";

/** Answers one request of the shell or control channel. */
export type RequestHandler = (
  request: Message,
  reply: (type: string, content: JsonObject) => void,
) => void;

/** The kernel's sockets. */
export class KernelServer {
  readonly #session = randomUUID();
  readonly #publisher = new Publisher(
    // Without these, zeromq sends at most 512 messages in one turn of the event loop and drops the others.
    repaired("publisher-limit") ? { sendTimeout: 0, sendHighWaterMark: 0 } : {},
  );
  readonly #shell = new Router({ sendHighWaterMark: 0 });
  readonly #control = new Router({ sendHighWaterMark: 0 });
  readonly #stdin = new Router();
  readonly #heartbeat = new Reply();

  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Binds all sockets, then reads them: a request that is read while a bind is under way leaves a socket deaf.
   * Throws where a port is taken.
   */
  async open(handler: RequestHandler): Promise<void> {
    const connection = this.#connection;
    const read = (): void => {
      void this.#read(this.#shell, handler);
      void this.#read(this.#control, handler);
      void this.#echo();
    };
    const bindings = [
      [this.#publisher, connection.iopub_port],
      [this.#shell, connection.shell_port],
      [this.#control, connection.control_port],
      [this.#stdin, connection.stdin_port],
      [this.#heartbeat, connection.hb_port],
    ] as const;
    if (repaired("bind-first")) {
      for (const [socket, port] of bindings) socket.bindSync(address(connection, port));
      read();
    } else {
      read();
      await Promise.all(bindings.map(([socket, port]) => socket.bind(address(connection, port))));
    }
  }

  /** Publishes on iopub; `parent` is the request that it belongs to. */
  publish(type: string, content: JsonObject, parent: Partial<MessageHeader>): void {
    const message = newMessage(type, this.#session, content, parent);
    const topic = Buffer.from(type);
    this.#send(this.#publisher, { ...message, identities: [topic] });
  }

  status(state: "busy" | "idle" | "starting", parent: Partial<MessageHeader>): void {
    this.publish("status", { execution_state: state }, parent);
  }

  close(): void {
    for (const socket of [
      this.#publisher,
      this.#shell,
      this.#control,
      this.#stdin,
      this.#heartbeat,
    ]) {
      socket.close();
    }
  }

  async #read(socket: Router, handler: RequestHandler): Promise<void> {
    const reader = new MessageReader(this.#connection.key);
    try {
      for await (const frames of socket) {
        const request = reader.read(frames);
        if (request === undefined) continue;
        handler(request, (type, content) => {
          const reply = newMessage(type, this.#session, content, request.header);
          this.#send(socket, { ...reply, identities: request.identities });
        });
      }
    } catch {
      // closed
    }
  }

  async #echo(): Promise<void> {
    try {
      for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
    } catch {
      // closed
    }
  }

  #send(socket: Publisher | Router, message: Message): void {
    const frames = encodeMessage(message, this.#connection.key) as Buffer[];
    // Only a closed socket refuses; nobody is left then who could be told.
    socket.send(frames).catch(() => undefined);
  }
}
