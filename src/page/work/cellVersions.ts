import type { CellVersion, KeptCell } from "./kept.js";

/**
 * The texts of a cell: the author's as it is now, the reader's, and, where the author changed the cell after the reader
 * did, a choice between the two in which neither is lost.
 */
export class CellVersions {
  readonly #written: string;
  readonly #keep: (kept: KeptCell | undefined) => void;
  #shown: CellVersion;
  #other: CellVersion | undefined;

  constructor(
    written: string,
    kept: KeptCell | undefined,
    /** Told of every change; undefined: there is nothing to keep. */
    keep: (kept: KeptCell | undefined) => void,
  ) {
    this.#written = written;
    this.#keep = keep;
    this.#shown = { source: written, from: written };
    this.take(kept);
  }

  get source(): string {
    return this.#shown.source;
  }

  get edited(): boolean {
    return this.source !== this.#written;
  }

  /** Which of two versions is shown; undefined where there is no choice. */
  get choice(): "yours" | "new" | undefined {
    if (this.#shown.from !== this.#written) return "yours";
    return this.#other === undefined ? undefined : "new";
  }

  /** Takes what was kept, on this visit or the last, to the author's text of now. */
  take(kept: KeptCell | undefined): void {
    const written = this.#written;
    const authors = { source: written, from: written };
    this.#shown = kept ?? authors;
    this.#other = kept?.other;
    // An author's earlier text that nobody changed gives way to the one of now, and so does one that says the same.
    if (this.#shown.source === this.#shown.from || this.#shown.source === written)
      this.#shown = authors;
    // Of two that both come from earlier texts the one that was shown last is the reader's.
    const outdated = this.#shown.from !== written && this.#other?.from !== written;
    if (outdated || this.#other?.source === this.#shown.source) this.#other = undefined;
  }

  edit(source: string): void {
    this.#shown = { ...this.#shown, source };
    this.#save();
  }

  /** Shows the other version; the one that was shown stays to be chosen again. */
  swap(): void {
    const other = this.#other ?? { source: this.#written, from: this.#written };
    this.#other = this.#shown;
    this.#shown = other;
    this.#save();
  }

  /** The author's text alone. */
  undo(): void {
    this.#shown = { source: this.#written, from: this.#written };
    this.#other = undefined;
    this.#save();
  }

  #save(): void {
    const nothing = !this.edited && this.#other === undefined && this.choice === undefined;
    this.#keep(
      nothing ? undefined : { ...this.#shown, ...(this.#other && { other: this.#other }) },
    );
  }
}
