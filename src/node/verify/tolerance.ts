import { isRecord } from "../../text/isRecord.js";
import type { Cell } from "../../nbformat/notebook.js";

/** How far two numbers may be apart: |a − b| ≤ max(relative · max(|a|, |b|), absolute). */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

export const defaultTolerance: Tolerance = { relative: 1e-9, absolute: 1e-12 };

/**
 * The tolerance that a cell states in its metadata, as `{ "lossbook": { "tolerance": 1e-4 } }` (relative) or
 * `{ "lossbook": { "tolerance": { "relative": 1e-4, "absolute": 1e-6 } } }`, else the default.
 */
export function toleranceOf(cell: Cell): Tolerance {
  const { lossbook } = cell.metadata;
  const stated = isRecord(lossbook) ? lossbook.tolerance : undefined;
  if (stated === undefined) return defaultTolerance;
  if (isAmount(stated)) return { ...defaultTolerance, relative: stated };
  const { relative = defaultTolerance.relative, absolute = defaultTolerance.absolute } = isRecord(
    stated,
  )
    ? stated
    : { relative: undefined, absolute: NaN };
  if (!isAmount(relative) || !isAmount(absolute)) {
    throw new Error(
      `cell ${cell.id}: metadata.lossbook.tolerance must be a number from 0 to 1, or { relative, absolute }, got ${JSON.stringify(stated)}`,
    );
  }
  return { relative, absolute };
}

const isAmount = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value <= 1;

/** Whether a and b agree; `slack` is what their printing or storage has already lost. */
export function agree(a: number, b: number, tolerance: Tolerance, slack = 0): boolean {
  if (Object.is(a, b) || a === b) return true;
  const allowed = Math.max(
    tolerance.relative * Math.max(Math.abs(a), Math.abs(b)),
    tolerance.absolute,
    slack,
  );
  // 1 + 1e-9: 0.1 and 0.2 are "one unit of the last digit" apart, and a hair more in binary.
  return Math.abs(a - b) <= allowed * (1 + 1e-9);
}
