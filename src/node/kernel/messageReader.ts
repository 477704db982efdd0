import { decodeMessage, type Message } from "./message.js";

/** Signatures that are remembered; an older message is of no use to anybody. */
const remembered = 65_536;

/** Reads the messages of one socket: those that are signed with the connection's key, each once. */
export class MessageReader {
  readonly #key: string;
  readonly #largest: number;
  readonly #seen = new Set<string>();

  /** Content of more than `largest` bytes is left out. */
  constructor(key: string, largest = Infinity) {
    this.#key = key;
    this.#largest = largest;
  }

  /** The message in these frames; undefined where they are none, or not ours, or one that was read before. */
  read(frames: readonly Uint8Array[]): Message | undefined {
    let message: Message;
    try {
      message = decodeMessage(frames, this.#key, this.#largest);
    } catch {
      return undefined;
    }
    // Whoever listened to a signed message can send it again, and run its cell twice.
    const { msg_id: id } = message.header;
    if (this.#seen.has(id)) return undefined;
    this.#seen.add(id);
    if (this.#seen.size > remembered) {
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    }
    return message;
  }
}
