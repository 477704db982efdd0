import { randomUUID } from "node:crypto";
import { Dealer, Subscriber } from "zeromq";
import { address } from "./connectionFile.js";
import type { Connection } from "./connectionFile.js";
import { encodeMessage, newMessage } from "./message.js";
import type { JsonObject, Message } from "./message.js";
import { MessageReader } from "./messageReader.js";

export type Channel = "shell" | "control" | "iopub";

/** The client's three sockets: they send requests and hand over every message that is signed rightly. */
export class Channels {
  readonly session = randomUUID();
  readonly #shell: Dealer;
  readonly #control: Dealer;
  readonly #iopub: Subscriber;
  #closed = false;

  readonly #connection: Connection;
  readonly #onMessage: (channel: Channel, message: Message) => void;
  readonly #largestOutput: number;

  /** The content of an output of more than `largestOutput` bytes is left out. */
  constructor(
    connection: Connection,
    onMessage: (channel: Channel, message: Message) => void,
    largestOutput = Infinity,
  ) {
    this.#connection = connection;
    this.#onMessage = onMessage;
    this.#largestOutput = largestOutput;

    const options = { linger: 0, receiveHighWaterMark: 0, sendHighWaterMark: 0 };
    this.#shell = new Dealer({ ...options, routingId: this.session });
    this.#control = new Dealer({ ...options, routingId: this.session });
    // Without the 0 a subscriber silently drops what comes faster than it reads.
    this.#iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
    this.#iopub.subscribe();
    this.#shell.connect(address(connection, connection.shell_port));
    this.#control.connect(address(connection, connection.control_port));
    this.#iopub.connect(address(connection, connection.iopub_port));
    void this.#read("shell", this.#shell);
    void this.#read("control", this.#control);
    void this.#read("iopub", this.#iopub);
  }

  /** Sends a request and returns its id. */
  send(channel: "shell" | "control", type: string, content: JsonObject): string {
    const message = newMessage(type, this.session, content);
    const socket = channel === "shell" ? this.#shell : this.#control;
    const frames = encodeMessage(message, this.#connection.key) as Buffer[];
    socket.send(frames).catch(() => undefined); // closed in the meantime: the kernel's end is told elsewhere
    return message.header.msg_id;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
  }

  async #read(channel: Channel, socket: Dealer | Subscriber): Promise<void> {
    const largest = channel === "iopub" ? this.#largestOutput : Infinity;
    const reader = new MessageReader(this.#connection.key, largest);
    try {
      for await (const frames of socket) {
        const message = reader.read(frames);
        if (message !== undefined) this.#onMessage(channel, message);
      }
    } catch (error) {
      if (!this.#closed) throw error;
    }
  }
}
