import { textOf } from "../../text/textOf.js";
import type { Channel } from "./channels.js";
import type { IopubMessage } from "./kernel.js";
import type { JsonObject, Message } from "./message.js";
import { delay } from "./waiting.js";

/** Milliseconds without any message of a request, after its reply, until its idle counts as lost. */
const idleLimit = 3_000;
/** Characters of stderr that are kept of one request. */
const keptErrors = 65_536;

/** One request: complete when its reply AND its idle have come, in either order. */
export class PendingRequest {
  reply: JsonObject | undefined;
  /** Nobody waits for it any more: what comes now is late. */
  closed = false;
  /** The end of what it wrote to stderr. */
  errors = "";
  readonly done: Promise<void>;
  #idle = false;
  #lastSeen = Date.now();
  #resolve!: () => void;
  readonly #onMessage: ((message: IopubMessage) => void) | undefined;

  constructor(onMessage?: (message: IopubMessage) => void) {
    this.#onMessage = onMessage;
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Takes a message that belongs to this request. */
  receive(channel: Channel, { header, content, metadata, oversized }: Message): void {
    this.#lastSeen = Date.now();
    const type = header.msg_type;
    if (channel !== "iopub") this.reply = content;
    else if (type === "status") this.#idle ||= content.execution_state === "idle";
    else {
      if (type === "stream" && content.name === "stderr") {
        this.errors = (this.errors + textOf(content.text)).slice(-keptErrors);
      }
      const late = this.#idle || this.closed;
      this.#onMessage?.({ type, content, metadata, late, ...(oversized ? { oversized } : {}) });
    }
    if (this.reply !== undefined && this.#idle) this.#resolve();
  }

  /** Resolves when the reply has come and then nothing more, for so long that idle must be lost. */
  async idleLost(stop: AbortSignal): Promise<"idle lost"> {
    for (;;) {
      await delay(idleLimit / 4, stop);
      if (stop.aborted) await new Promise(() => undefined);
      if (this.reply !== undefined && Date.now() - this.#lastSeen >= idleLimit) return "idle lost";
    }
  }
}
