import { exactJsonText } from "../../text/exactJsonText.js";
import { mostCharacters, type FromWorker, type ToWorker } from "../messages.js";

/** A cell has shown more than a page can hold. */
export class FloodError extends Error {
  override readonly name = "FloodError";

  constructor(limit: number) {
    super(
      `a cell of a page may show ${Math.floor(limit / 2 ** 20)} million characters in all; this one showed more, and was stopped there`,
    );
  }
}

/**
 * The worker's end of the page. What is said travels as JSON text; what it needs of the global object is taken when it
 * is made, before a cell can put something else there.
 */
export class PagePort {
  readonly #port: MessagePort;
  readonly #post: (text: string) => void;
  readonly #limit: number;
  #sent = 0;

  constructor(port: MessagePort, limit = mostCharacters) {
    this.#port = port;
    this.#post = port.postMessage.bind(port);
    this.#limit = limit;
  }

  listen(listener: (message: ToWorker) => void): void {
    // A cell that overrides this getter would be given the port.
    const get = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data")?.get;
    if (get === undefined) throw new Error("this browser's messages cannot be read safely");
    const { apply } = Reflect;
    this.#port.onmessage = (event) => listener(apply(get, event, []) as ToWorker);
  }

  /** From here on another cell sends. */
  beginCell(): void {
    this.#sent = 0;
  }

  send(message: FromWorker): void {
    this.#post(textOf(message));
  }

  /** Says what is no message: the page ends this worker, and tells its reader so. */
  giveUp(): void {
    this.#post("");
  }

  /** Sends what a cell shows or answers; a FloodError where that is too much. */
  sendBounded(message: FromWorker): void {
    if (this.#sent > this.#limit) throw new FloodError(this.#limit);
    const text = textOf(message);
    this.#sent += text.length;
    if (this.#sent > this.#limit) throw new FloodError(this.#limit);
    this.#post(text);
  }
}

const textOf = (message: FromWorker): string => exactJsonText(asItIs(message)) ?? "";

/** The message without what a cell may have put into every object: `Object.prototype.toJSON` would speak in its place. */
function asItIs(message: FromWorker): object {
  const own = { toJSON: undefined };
  if (message.kind !== "output") return { ...message, ...own };
  const { output } = message;
  return {
    ...message,
    ...own,
    output:
      output.kind === "data"
        ? { ...output, ...own, data: { ...output.data, ...own } }
        : { ...output, ...own },
  };
}
