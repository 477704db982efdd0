import { checkInteger } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { addLog1ps } from "../../numeric/fast/log1p.js";
import type { RunningSum } from "../../numeric/runningSum.js";
import type { TypedNumbers } from "../../numeric/vector.js";
import { blockList, PLAIN_BLOCK } from "./forms.js";

/** Throws unless logits are rows of so many classes, as many as targets need. */
export function checkRows(
  logits: TypedNumbers,
  classes: number,
  expected: number,
  name: string,
): void {
  checkInteger("classes", classes, 1);
  if (logits.length !== expected || logits.length % classes !== 0) {
    throw new DomainError(
      `${name} must fit logits of ${logits.length} numbers in rows of ${classes}, got ${expected} for them`,
    );
  }
}

/** What the labels of a block are: one is not allowed, none has a weight of its own, or some have. */
export type LabelsFound = "wrong" | "unweighted" | "weighted";

/** Writes the labels of rows `start` to `end` and what they weigh to the first places of two lists; −1 and 0 for a row that is ignored. */
export type LabelRows = (
  start: number,
  end: number,
  places: Int32Array,
  weights: Float64Array,
) => LabelsFound;

export function labelRows(
  labels: TypedNumbers,
  classes: number,
  weight: TypedNumbers | undefined,
  ignoreIndex: number | undefined,
): LabelRows {
  // A number in any case: to compare with undefined would be slow.
  const leftOut = ignoreIndex ?? NaN;
  return (start, end, places, weights) => {
    let ignored = false;
    for (let n = start; n < end; n++) {
      const label = labels[n]!;
      const place = label | 0;
      if (place !== label || place < 0 || place >= classes || label === leftOut) {
        if (label !== leftOut) return "wrong";
        ignored = true;
        places[n - start] = -1;
      } else places[n - start] = place;
    }
    const rows = end - start;
    if (weight === undefined && !ignored) {
      weights.fill(1, 0, rows);
      return "unweighted";
    }
    for (let n = 0; n < rows; n++) {
      const place = places[n]!;
      weights[n] = place < 0 ? 0 : weight === undefined ? 1 : weight[place]!;
    }
    return "weighted";
  };
}

/** Rows that are ignored have no gradient, whatever their logits are. */
export function clearIgnored(
  gradient: Float64Array,
  start: number,
  classes: number,
  places: Int32Array,
  rows: number,
): void {
  for (let n = 0; n < rows; n++) {
    if (places[n]! < 0) gradient.fill(0, start + n * classes, start + (n + 1) * classes);
  }
}

const shared = blockList();

/** Σ ((m − z_y) + log1p(S)) of the first `count` rows, 32 rows to a logarithm. */
export function addSurprisals(
  sum: RunningSum,
  offsets: Float64Array,
  rests: Float64Array,
  count: number,
): void {
  sum.addAll(offsets, 0, count);
  for (let from = 0; from < count; from += PLAIN_BLOCK) {
    const length = Math.min(PLAIN_BLOCK, count - from);
    shared.set(rests.subarray(from, from + length));
    shared.fill(0, length);
    addLog1ps(sum, shared);
  }
}

/** The same, each by its weight, and written to `losses` from place `start` on; a weight of 0 is a loss of 0. */
export function addWeightedSurprisals(
  sum: RunningSum,
  offsets: Float64Array,
  rests: Float64Array,
  weights: Float64Array,
  count: number,
  losses: Float64Array | undefined,
  start: number,
): void {
  for (let n = 0; n < count; n++) {
    const w = weights[n]!;
    const loss = w === 0 ? 0 : w * (offsets[n]! + Math.log1p(rests[n]!));
    if (losses !== undefined) losses[start + n] = loss;
    sum.add(loss);
  }
}
