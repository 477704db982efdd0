import { isRecord } from "../text/isRecord.js";

/** A Plotly figure as plain data, with a sentence that says what it shows. */
export interface Figure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  /** The frames of an animation, which a button or slider of the layout plays. */
  readonly frames?: readonly unknown[];
  /** The text alternative: one or two sentences a reader who cannot see the figure needs. */
  readonly alt: string;
}

/** Is this drawn by Plotly? Its `alt` is not asked for: `show` says what is missing. */
export function isFigure(value: unknown): value is Figure {
  return isRecord(value) && Array.isArray(value["data"]) && isRecord(value["layout"]);
}
