import type { Assignment } from "./assignment.js";
import type { DerivationSource } from "./source.js";
import type { Space } from "./space.js";
import type { Line, LinkedFunction } from "./line.js";

/** A function of `src` and the expressions of its arguments. */
export interface Link {
  readonly call: LinkedFunction;
  readonly args: readonly Line[];
}

/** A derivation that has been read and not yet tested. */
export interface ReadDerivation {
  readonly anchor: string;
  readonly space: Space;
  readonly links: ReadonlyMap<string, Link>;
  readonly source: DerivationSource;
  readonly start: Line;
  readonly lines: readonly (Line | undefined)[];
  /** `{except …}` of each step: lines that are 1 at the points left out. */
  readonly exceptions: readonly (readonly Line[])[];
  readonly equalAt: readonly (readonly Assignment[])[];
}
