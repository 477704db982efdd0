/**
 * A stream's text as a terminal shows it: `\r` goes back to the start of the line, what follows overwrites, `\b` goes
 * back one place. A progress bar redrawn a thousand times is one line.
 */
export class StreamText {
  readonly #finished: string[] = [];
  #line = "";
  #column = 0;

  write(text: string): void {
    for (const part of text.split(/([\r\b\n])/)) {
      if (part === "") continue;
      if (part === "\n") this.#endLine();
      else if (part === "\r") this.#column = 0;
      else if (part === "\b") this.#column = Math.max(0, this.#column - 1);
      else this.#put(part);
    }
  }

  toString(): string {
    return this.#finished.join("") + this.#line;
  }

  #endLine(): void {
    this.#finished.push(`${this.#line}\n`);
    this.#line = "";
    this.#column = 0;
  }

  #put(part: string): void {
    if (this.#column === this.#line.length) this.#line += part;
    else {
      this.#line =
        this.#line.slice(0, this.#column) + part + this.#line.slice(this.#column + part.length);
    }
    this.#column += part.length;
  }
}
