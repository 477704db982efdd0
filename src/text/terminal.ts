import { columnsOf } from "./columns.js";
import { blank, emptyPlace, emptyRow, printed, type Place, type Row } from "./terminalRow.js";
import { colours, control, moves, tokens, unfinished } from "./terminalTokens.js";

/** No line of a terminal is longer, and no cursor moves further to the right. */
const mostColumns = 10_000;
/** Nor further down than this, where nothing has been written yet. */
const mostRows = 200;

/**
 * Text as a terminal shows it: `\r` goes back to the start of the line and what follows overwrites, `\b` goes back one
 * place, and the sequences that erase, move the cursor, or put in and take away characters and lines are obeyed. A
 * progress bar redrawn a thousand times is one line. Colours stay in the text as they were written; every other sequence
 * leaves nothing.
 */
export class Terminal {
  readonly #rows: Row[] = [{ written: "", style: "", places: undefined }];
  #row = 0;
  #column = 0;
  #style = "";
  #saved = { row: 0, column: 0 };
  /** The start of a sequence whose rest has not come yet. */
  #pending = "";

  write(text: string): void {
    const whole = this.#pending + text;
    this.#pending = unfinished.exec(whole)?.[0] ?? "";
    for (const [token] of whole.slice(0, whole.length - this.#pending.length).matchAll(tokens))
      this.#applyToken(token);
  }

  toString(): string {
    let afterPlaces = false;
    return this.#rows
      .map((row) => {
        const text = row.places === undefined ? row.written : printed(row.places);
        const styled = afterPlaces && row.places === undefined ? row.style + text : text;
        afterPlaces = row.places !== undefined;
        return styled;
      })
      .join("\n");
  }

  #applyToken(token: string): void {
    switch (token) {
      case "\n":
      case "\r\n":
      case "\v":
      case "\f":
      case "\u001bE":
        return this.#endLine();
      case "\r":
        return this.#moveTo(0);
      case "\b":
        this.#places();
        return this.#moveTo(this.#column - 1);
      case "\t":
        return this.#tab();
      case "\u001bD":
        return this.#moveRow(1, mostRows);
      case "\u001bM":
        return this.#moveRow(-1);
      case "\u001b7":
        return this.#saveCursor();
      case "\u001b8":
        return this.#restoreCursor();
      default:
        if (token.startsWith("\u001b[")) this.#applyControlSequence(token);
        else if (!token.startsWith("\u001b")) this.#writeText(token);
    }
  }

  #current(): Row {
    const row = this.#rows[this.#row];
    if (row === undefined) throw new RangeError("the cursor stands on a line that is there");
    return row;
  }

  #endLine(): void {
    this.#row++;
    this.#column = 0;
    if (this.#row === this.#rows.length)
      this.#rows.push({ written: "", style: this.#style, places: undefined });
    // What stands on a line below is overwritten.
    else this.#moveTo(0);
  }

  /** The line by its places; from then on it is written into, no longer appended to. */
  #places(): Place[] {
    const row = this.#current();
    if (row.places === undefined) {
      const { written } = row;
      const kept = this.#style;
      row.places = [];
      this.#style = row.style;
      this.#column = 0;
      for (const [token] of written.matchAll(tokens)) {
        if (token.startsWith("\u001b[")) this.#colour(token);
        else if (token === "\t") this.#column = nextTab(this.#column);
        else this.#overwrite(row.places, token);
      }
      this.#style = kept;
    }
    return row.places;
  }

  #moveTo(column: number): void {
    this.#places();
    this.#column = Math.min(Math.max(0, column), mostColumns);
  }

  #tab(): void {
    const row = this.#current();
    if (row.places === undefined) row.written += "\t";
    else this.#moveTo(nextTab(this.#column));
  }

  #writeText(text: string): void {
    const row = this.#current();
    if (row.places === undefined) row.written += text;
    else this.#overwrite(row.places, text);
  }

  #overwrite(places: Place[], text: string): void {
    for (const character of text) {
      if (control.test(character)) continue;
      const width = columnsOf(character);
      if (width === 0) {
        const before = places[this.#column - 1];
        if (before !== undefined) before.text += character;
        continue;
      }
      if (this.#column >= mostColumns) continue;
      while (places.length < this.#column) places.push({ text: " ", style: "" });
      // Half of a wide character is no character.
      if (places[this.#column]?.text === "") blank(places, this.#column - 1);
      if (places[this.#column + width]?.text === "") blank(places, this.#column + width);
      places[this.#column++] = { text: character, style: this.#style };
      if (width === 2) places[this.#column++] = { text: "", style: this.#style };
    }
  }

  #applyControlSequence(sequence: string): void {
    const [first = "", second = ""] = sequence.slice(2, -1).split(";");
    const count = Math.min(Number.parseInt(first, 10) || 0, mostColumns);
    const steps = Math.max(1, count);
    switch (sequence.at(-1)) {
      case "m": {
        if (!colours.test(sequence)) return;
        const row = this.#current();
        if (row.places === undefined) row.written += sequence;
        this.#colour(sequence);
        return;
      }
      case "A":
        return this.#moveRow(-steps);
      case "B":
      case "e":
        return this.#moveRow(steps);
      case "E":
        this.#moveRow(steps);
        return this.#moveTo(0);
      case "F":
        this.#moveRow(-steps);
        return this.#moveTo(0);
      case "H":
      case "f":
        this.#moveRow(steps - 1 - this.#row, mostRows);
        return this.#moveTo((Number.parseInt(second, 10) || 1) - 1);
      case "d":
        return this.#moveRow(steps - 1 - this.#row, mostRows);
      case "C":
        this.#places();
        return this.#moveTo(this.#column + steps);
      case "D":
        this.#places();
        return this.#moveTo(this.#column - steps);
      case "G":
      case "`":
        return this.#moveTo(steps - 1);
      case "K":
        return this.#eraseLine(count);
      case "J":
        return this.#eraseScreen(count);
      case "P":
        this.#places().splice(this.#column, steps);
        return;
      case "@":
        this.#places().splice(this.#column, 0, ...Array.from({ length: steps }, emptyPlace));
        return;
      case "X":
        for (let at = 0; at < steps; at++) blank(this.#places(), this.#column + at);
        return;
      case "L":
        this.#rows.splice(this.#row, 0, ...Array.from({ length: Math.min(steps, 100) }, emptyRow));
        return this.#moveTo(0);
      case "M":
        this.#rows.splice(this.#row, steps);
        if (this.#row >= this.#rows.length) this.#rows.push(emptyRow());
        return this.#moveTo(0);
      case "s":
        return this.#saveCursor();
      case "u":
        return this.#restoreCursor();
      default:
        return;
    }
  }

  /** Up or down, at most to the last line there is, or to as many as `room` says. */
  #moveRow(steps: number, room = 0): void {
    this.#places();
    const column = this.#column;
    const last = Math.max(this.#rows.length - 1, Math.min(room, this.#row + Math.max(steps, 0)));
    this.#row = Math.min(Math.max(0, this.#row + steps), last);
    while (this.#rows.length <= this.#row) this.#rows.push(emptyRow());
    this.#moveTo(column);
  }

  #saveCursor(): void {
    this.#places();
    this.#saved = { row: this.#row, column: this.#column };
  }

  #restoreCursor(): void {
    this.#row = Math.min(this.#saved.row, this.#rows.length - 1);
    this.#moveTo(this.#saved.column);
  }

  /** 0: from the cursor to the end; 1: from the start to the cursor; 2 and 3: everything. The cursor stays. */
  #eraseScreen(part: number): void {
    this.#eraseLine(Math.min(part, 2));
    if (part !== 1) this.#rows.length = this.#row + 1;
    if (part > 0) for (let at = 0; at < this.#row; at++) this.#rows[at] = emptyRow();
  }

  /** 0: from the cursor to the end; 1: from the start to the cursor; 2: the whole line. */
  #eraseLine(part: number): void {
    const places = this.#places();
    if (part === 0) places.length = Math.min(places.length, this.#column);
    else if (part === 2) places.length = 0;
    else for (let at = 0; at <= this.#column && at < places.length; at++) blank(places, at);
  }

  #colour(sequence: string): void {
    const codes = sequence.slice(2, -1);
    if (codes === "" || /^0+$/.test(codes)) this.#style = "";
    else if (/^0+;/.test(codes)) this.#style = sequence;
    // Decorations that pile up without end are no decorations.
    else if (this.#style.length < 200) this.#style += sequence;
  }
}

const nextTab = (column: number): number => (Math.floor(column / 8) + 1) * 8;
/** A finished text as a terminal shows it; text that obeys nothing but colours is returned as it is. */
export function terminalText(text: string): string {
  if (!moves.test(text)) return text;
  const terminal = new Terminal();
  terminal.write(text);
  return terminal.toString();
}
