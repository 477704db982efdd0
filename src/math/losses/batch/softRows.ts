import type { RunningSum } from "../../numeric/runningSum.js";
import type { TypedNumbers } from "../../numeric/vector.js";
import type { LabelRows } from "./rows.js";

/** The shares of the classes of rows `start` to `end`, and what each row's sum to; to the first places of two lists. False where a share is not allowed. */
export type ShareRows = (
  start: number,
  end: number,
  shares: Float64Array,
  totals: Float64Array,
) => boolean;

/** tₖ ← wₖ·((1 − ε)·tₖ + ε/K). */
export function shareRows(
  target: TypedNumbers,
  classes: number,
  weight: TypedNumbers | undefined,
  smoothing: number,
): ShareRows {
  const spread = smoothing / classes;
  return (start, end, shares, totals) => {
    let place = 0;
    for (let n = start; n < end; n++) {
      let total = 0;
      for (let k = 0; k < classes; k++) {
        const t = target[n * classes + k]!;
        if (!(t >= 0 && t < Infinity)) return false;
        const mixed = (1 - smoothing) * t + spread;
        const share = weight === undefined ? mixed : weight[k]! * mixed;
        shares[place++] = share;
        total += share;
      }
      totals[n - start] = total;
    }
    return true;
  };
}

/** The same of labels: (ε/K)·wₖ for every class, and (1 − ε)·w_y more for the label; a row that is ignored has nothing. */
export function smoothedRows(
  labels: LabelRows,
  classes: number,
  weight: TypedNumbers | undefined,
  smoothing: number,
): ShareRows {
  const everywhere = new Float64Array(classes);
  let spread = 0;
  for (let k = 0; k < classes; k++) {
    everywhere[k] = (smoothing / classes) * (weight === undefined ? 1 : weight[k]!);
    spread += everywhere[k]!;
  }
  // A list keeps its rows from block to block, so that only the labels change.
  let list: Float64Array | undefined;
  let filled = 0;
  let places = new Int32Array(0);
  return (start, end, shares, totals) => {
    const rows = end - start;
    if (list !== shares || places.length < rows) {
      list = shares;
      filled = 0;
      places = new Int32Array(rows);
    }
    for (let n = 0; n < filled; n++) {
      const from = n * classes;
      const place = places[n]!;
      if (place < 0) shares.set(everywhere, from);
      else shares[from + place] = everywhere[place]!;
    }
    for (; filled < rows; filled++) shares.set(everywhere, filled * classes);
    places.fill(0);
    if (labels(start, end, places, totals) === "wrong") return false;
    for (let n = 0; n < rows; n++) {
      const from = n * classes;
      const place = places[n]!;
      if (place < 0) shares.fill(0, from, from + classes);
      else {
        const labelShare = (1 - smoothing) * totals[n]!;
        shares[from + place]! += labelShare;
        totals[n] = spread + labelShare;
      }
    }
    return true;
  };
}

/** Adds Σ tₖ·(m − zₖ) + T·log1p(S) of the first `rows` rows, and writes them to `losses` from place `start` on. */
export function addSoftLosses(
  products: Float64Array,
  rests: Float64Array,
  totals: Float64Array,
  rows: number,
  losses: Float64Array | undefined,
  start: number,
  sum: RunningSum,
): void {
  for (let n = 0; n < rows; n++) {
    const loss = products[n]! + totals[n]! * Math.log1p(rests[n]!);
    if (losses !== undefined) losses[start + n] = loss;
    sum.add(loss);
  }
}
