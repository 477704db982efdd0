import type { Stream } from "./printer.js";

export interface Clock {
  readonly now: () => number;
  readonly later: (body: () => void, milliseconds: number) => unknown;
  readonly forget: (timer: never) => void;
}

/** Text is sent at the latest when this many characters have come together, or after a frame's time. */
const batchLength = 65_536;
const batchTime = 16;

/** Collects what cells print, so that a loop that prints sends few messages. */
export class TextBuffer {
  readonly #send: (cell: string, name: Stream, text: string) => void;
  readonly #clock: Clock;
  #cell = "";
  #name: Stream = "stdout";
  #text = "";
  #since = 0;
  #timer: unknown;

  constructor(send: (cell: string, name: Stream, text: string) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  write(cell: string, name: Stream, text: string): void {
    if (name !== this.#name || cell !== this.#cell) this.flush();
    this.#cell = cell;
    this.#name = name;
    // Long texts go in pieces: what is too much is not sent.
    for (let at = 0; at < text.length; at += batchLength) {
      this.#text += text.length <= batchLength ? text : text.slice(at, at + batchLength);
      if (this.#timer === undefined) {
        this.#since = this.#clock.now();
        this.#timer = this.#clock.later(() => this.flush(), batchTime);
      }
      // A loop that prints leaves no timer a turn.
      if (this.#text.length >= batchLength || this.#clock.now() - this.#since > batchTime)
        this.flush();
    }
  }

  flush(): void {
    this.#clock.forget(this.#timer as never);
    this.#timer = undefined;
    const text = this.#text;
    this.#text = "";
    if (text !== "") this.#send(this.#cell, this.#name, text);
  }
}
