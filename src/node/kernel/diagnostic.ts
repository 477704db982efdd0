/** What a compiler says of a place in a text; lines and columns from 0. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly character: number;
}

export interface Diagnostic {
  readonly start: Position;
  readonly end: Position;
  readonly messageText: string;
  readonly category: number;
  readonly code: number;
  readonly fileName?: string;
  /** The line of that file in which it starts. */
  readonly sourceLine?: string;
}
