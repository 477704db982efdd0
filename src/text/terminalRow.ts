/** A place of a line: a character with the colours it was written in; the second half of a wide one is empty. */
export interface Place {
  text: string;
  readonly style: string;
}

/** A line as it was written, or by its places once something moved in it. */
export interface Row {
  written: string;
  /** The colours in force where the line begins. */
  readonly style: string;
  places: Place[] | undefined;
}

export const emptyPlace = (): Place => ({ text: " ", style: "" });
export const emptyRow = (): Row => ({ written: "", style: "", places: [] });

export function blank(places: Place[], at: number): void {
  if (places[at] !== undefined) places[at] = { text: " ", style: "" };
}

/** The text of a line, with the colours that begin and end in it. */
export function printed(places: readonly Place[]): string {
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
