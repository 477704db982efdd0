import { EXP_LIMIT, EXP_ZERO, expInPlace } from "../../../numeric/fast/exp.js";
import { PLAIN_BLOCK } from "../forms.js";

/** The largest logit of each row of the block, and its class. */
export const maxima = new Float64Array(PLAIN_BLOCK);
export const argmaxima = new Int32Array(PLAIN_BLOCK);

/** How many rows make a block. */
export const rowsPerBlock = (classes: number): number =>
  Math.max(1, Math.floor(PLAIN_BLOCK / classes));

/**
 * out ← z − m for `rows` rows, m the largest of each. False where a row has NaN, +Infinity, only −Infinity, or an
 * exponential too small to be a normal number. −Infinity becomes `EXP_ZERO`, or is refused as well.
 */
export function shiftRows(
  logits: Float64Array,
  logitsStart: number,
  classes: number,
  rows: number,
  out: Float64Array,
  start: number,
  refuseInfinity: boolean,
): boolean {
  let ordinary = true;
  for (let n = 0; n < rows; n++) {
    const from = logitsStart + n * classes;
    const to = start + n * classes;
    let a = 0;
    let max = logits[from]!;
    for (let k = 1; k < classes; k++) {
      const z = logits[from + k]!;
      if (z > max) {
        max = z;
        a = k;
      }
    }
    maxima[n] = max;
    argmaxima[n] = a;
    if (!(Math.abs(max) < Infinity)) return false;
    const back = from - to;
    for (let i = to; i < to + classes; i++) {
      let shifted = logits[i + back]! - max;
      if (!(shifted >= -EXP_LIMIT)) {
        if (!(shifted < EXP_ZERO) || refuseInfinity) ordinary = false;
        shifted = EXP_ZERO;
      }
      out[i] = shifted;
    }
  }
  return ordinary;
}

/** out ← e^out, and S of each row, the sum without its largest. */
export function exponentiateRows(
  out: Float64Array,
  start: number,
  classes: number,
  rows: number,
  rests: Float64Array,
): void {
  expInPlace(out, start, start + rows * classes);
  for (let n = 0; n < rows; n++) {
    const from = start + n * classes;
    const largest = from + argmaxima[n]!;
    let rest = 0;
    for (let i = from; i < largest; i++) rest += out[i]!;
    for (let i = largest + 1; i < from + classes; i++) rest += out[i]!;
    rests[n] = rest;
  }
}
