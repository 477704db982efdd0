/** A column: numbers (a missing value is NaN) or text (a missing value is null). */
export type Column = Float64Array | readonly (string | null)[];

/** Named columns of equal length, the same on the kernel and in a page. */
export interface Table {
  readonly name: string;
  /** How many rows. */
  readonly length: number;
  readonly columnNames: readonly string[];
  /** The column of that name; a DomainError with the nearest name where there is none. */
  column(name: string): Column;
  /** The column as numbers; a DomainError where it is text. */
  numbers(name: string): Float64Array;
  /** The column as text. */
  strings(name: string): readonly (string | null)[];
}
