import type { TypedNumbers } from "../../numeric/vector.js";

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

/** What label smoothing gives every class, wₖ·ε/K, and how much that is. */
export function smoothedShares(
  classes: number,
  weight: TypedNumbers | undefined,
  smoothing: number,
): { shares: Float64Array; total: number } {
  const shares = new Float64Array(classes);
  let total = 0;
  for (let k = 0; k < classes; k++) {
    shares[k] = (smoothing / classes) * (weight === undefined ? 1 : weight[k]!);
    total += shares[k]!;
  }
  return { shares, total };
}
