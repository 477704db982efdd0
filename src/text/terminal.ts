/** A place of a line: a character with the colours it was written in; the second half of a wide one is empty. */
interface Place {
  text: string;
  readonly style: string;
}

/** A line as it was written, or by its places once something moved in it. */
interface Row {
  written: string;
  /** The colours in force where the line begins. */
  readonly style: string;
  places: Place[] | undefined;
}

/** No line of a terminal is longer, and no cursor moves further. */
const mostColumns = 10_000;

// eslint-disable-next-line no-control-regex
const tokens = /\r\n|[\n\r\b]|\u001b\[[0-9;:?]*[@-~]|[^\n\r\b\u001b]+|\u001b/g;
// eslint-disable-next-line no-control-regex
const unfinished = /(?:\r|\u001b(?:\[[0-9;:?]{0,100})?)$/;

/**
 * Text as a terminal shows it: `\r` goes back to the start of the line and what follows overwrites, `\b` goes back one
 * place, and the sequences that erase (`ESC[K`, `ESC[J`) and move the cursor (`ESC[A` to `ESC[G`) are obeyed. A progress
 * bar redrawn a thousand times is one line. Colours stay in the text as they were written.
 */
export class Terminal {
  readonly #rows: Row[] = [{ written: "", style: "", places: undefined }];
  #row = 0;
  #column = 0;
  #style = "";
  /** The start of a sequence whose rest has not come yet. */
  #pending = "";

  write(text: string): void {
    const whole = this.#pending + text;
    this.#pending = unfinished.exec(whole)?.[0] ?? "";
    for (const [token] of whole.slice(0, whole.length - this.#pending.length).matchAll(tokens))
      this.#take(token);
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

  #take(token: string): void {
    if (token === "\n" || token === "\r\n") this.#endLine();
    else if (token === "\r") this.#moveTo(0);
    else if (token === "\b")
      this.#moveTo(this.#places().at(0) === undefined ? 0 : this.#column - 1);
    else if (token.startsWith("\u001b[")) this.#obey(token);
    else this.#put(token);
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

  #put(text: string): void {
    const row = this.#current();
    if (row.places === undefined) row.written += text;
    else this.#overwrite(row.places, text);
  }

  #overwrite(places: Place[], text: string): void {
    for (const character of text) {
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

  #obey(sequence: string): void {
    const count = Math.min(Number.parseInt(sequence.slice(2), 10) || 0, mostColumns);
    const steps = Math.max(1, count);
    switch (sequence.at(-1)) {
      case "m": {
        const row = this.#current();
        if (row.places === undefined) row.written += sequence;
        this.#colour(sequence);
        return;
      }
      case "A":
      case "F":
        return this.#moveRow(-steps);
      case "B":
      case "E":
        return this.#moveRow(steps);
      case "C":
        this.#places();
        return this.#moveTo(this.#column + steps);
      case "D":
        this.#places();
        return this.#moveTo(this.#column - steps);
      case "G":
        return this.#moveTo(steps - 1);
      case "K":
        return this.#eraseLine(count);
      case "J":
        this.#eraseLine(count);
        if (count === 0) this.#rows.length = this.#row + 1;
        return;
      default:
        return;
    }
  }

  #moveRow(steps: number): void {
    const column = this.#places().length === 0 ? 0 : this.#column;
    this.#row = Math.min(Math.max(0, this.#row + steps), this.#rows.length - 1);
    this.#moveTo(column);
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

function blank(places: Place[], at: number): void {
  if (places[at] !== undefined) places[at] = { text: " ", style: "" };
}

function printed(places: readonly Place[]): string {
  let text = "";
  let style = "";
  for (const place of places) {
    if (place.text === "") continue;
    if (place.style !== style) {
      text += (style === "" ? "" : "\u001b[0m") + place.style;
      style = place.style;
    }
    text += place.text;
  }
  return style === "" ? text : `${text}\u001b[0m`;
}

/** A finished text as a terminal shows it; text that obeys nothing but colours is returned as it is. */
export function terminalText(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/\r|\u0008|\u001b\[[0-9;?]*[A-GJK]/.test(text)) return text;
  const terminal = new Terminal();
  terminal.write(text);
  return terminal.toString();
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const mark = /\p{M}|[\u200b-\u200d]|[\ufe00-\ufe0f]/u;

/** Two for a wide character, none for a mark upon another. */
function columnsOf(character: string): 0 | 1 | 2 {
  if (character < "\u0300") return 1;
  if (mark.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
