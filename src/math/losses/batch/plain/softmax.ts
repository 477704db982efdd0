import { EXP_LIMIT, EXP_ZERO } from "../../../numeric/fast/exp.js";
import { PLAIN_BLOCK } from "../forms.js";

/** The class of the largest logit of each row of the block. */
export const argmaxima = new Int32Array(PLAIN_BLOCK);

/** How many rows make a block. */
export const rowsPerBlock = (classes: number): number =>
  Math.max(1, Math.floor(PLAIN_BLOCK / classes));

/**
 * out ← z − m for one row, m its largest. Returns m, and leaves its class in `argmaxima`; NaN where the row has NaN,
 * +Infinity, only −Infinity, or an exponential too small to be a normal number. −Infinity becomes `EXP_ZERO`, or is
 * refused as well.
 */
export function shiftRow(
  logits: Float64Array,
  from: number,
  classes: number,
  out: Float64Array,
  to: number,
  row: number,
  refuseInfinity: boolean,
): number {
  let a = 0;
  let max = logits[from]!;
  for (let k = 1; k < classes; k++) {
    const z = logits[from + k]!;
    if (z > max) {
      max = z;
      a = k;
    }
  }
  argmaxima[row] = a;
  let ordinary = Math.abs(max) < Infinity;
  const back = from - to;
  for (let i = to; i < to + classes; i++) {
    let shifted = logits[i + back]! - max;
    if (!(shifted >= -EXP_LIMIT)) {
      if (!(shifted < EXP_ZERO) || refuseInfinity) ordinary = false;
      shifted = EXP_ZERO;
    }
    out[i] = shifted;
  }
  return ordinary ? max : NaN;
}
