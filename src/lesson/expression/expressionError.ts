/** A place in an author's text. */
export interface SourcePlace {
  /** The line as the author wrote it. */
  readonly line: string;
  /** The offset of the fault in it. */
  readonly at: number;
  /** Which line of the text, from 1. */
  readonly number?: number;
}

/**
 * The error of an expression that cannot be read or evaluated: what is wrong, the author's own line,
 * and a caret below the place.
 */
export class ExpressionError extends Error {
  override readonly name: string = "ExpressionError";
  readonly reason: string;
  readonly place: SourcePlace | undefined;
  /** Which expression the place is in, where its line is not known. */
  readonly of: unknown;

  constructor(reason: string, place?: SourcePlace, of?: unknown) {
    super(place === undefined ? reason : `${reason}\n${pointAt(place)}`);
    this.reason = reason;
    this.place = place;
    this.of = of;
  }
}

/** The line with a caret below the place. */
export function pointAt(place: SourcePlace): string {
  const gutter = place.number === undefined ? "  " : `${place.number} | `;
  const line = place.line.replaceAll("\t", " ");
  // Combining marks take no column of their own.
  const before = [...line.slice(0, place.at)].filter((mark) => !/\p{Mn}/u.test(mark)).length;
  return `${gutter}${line}\n${" ".repeat(gutter.length + before)}^`;
}
