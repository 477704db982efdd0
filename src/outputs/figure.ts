/** A Plotly figure as plain data, with a sentence that says what it shows. */
export interface Figure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  /** The text alternative: one or two sentences a reader who cannot see the figure needs. */
  readonly alt: string;
}
