import type { Cell, CellMetadata } from "../../nbformat/notebook.js";
import type { SourceTree } from "./sourceTree.js";

/** A cell as the rules see it. */
export interface CheckedCell {
  /** 1 for the first. */
  readonly number: number;
  readonly id: string;
  /** The id as it stands in the file, where there is one. */
  readonly writtenId: unknown;
  readonly kind: Cell["cell_type"];
  readonly source: string;
  readonly metadata: CellMetadata;
  readonly tags: readonly string[];
  /** Of a cell that is TypeScript and says something; undefined for all others. */
  readonly tree: SourceTree | undefined;
}
