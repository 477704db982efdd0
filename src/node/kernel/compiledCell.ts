import type { Insertion } from "./rewriteCell.js";
import type { Converted } from "./tslabModules.js";

/**
 * A cell compiled outside its kernel. It holds for exactly this source after exactly these declarations; a kernel that
 * stands elsewhere compiles for itself.
 */
export interface CompiledCell {
  readonly source: string;
  /** What the cells before declare. */
  readonly previous: string;
  /** It runs again on a kernel where cells below it have run: what those declare makes no difference. */
  readonly isRerun?: boolean;
  readonly insertions: readonly Insertion[];
  readonly converted: Converted;
  /** Source maps from the compiled text back to the rewritten cell, as JSON, the last one first. */
  readonly maps: readonly string[];
  readonly endsInIdentifier: boolean;
}
