import { expInPlace } from "../../../numeric/fast/exp.js";

/** to ← e^{−|z|} for `count` logits from place `start` on; false where one is beyond the limit, infinite or NaN. */
export function decayInto(
  to: Float64Array,
  z: Float64Array,
  start: number,
  count: number,
  limit: number,
): boolean {
  let ordinary = true;
  for (let i = 0; i < count; i++) {
    const a = Math.abs(z[start + i]!);
    if (!(a <= limit)) ordinary = false;
    to[i] = -a;
  }
  if (ordinary) expInPlace(to, 0, count);
  return ordinary;
}

/** Whether the `count` numbers from place `start` on lie between 0 and 1. */
export function areProbabilities(y: Float64Array, start: number, count: number): boolean {
  for (let i = start; i < start + count; i++) {
    if (!(y[i]! >= 0 && y[i]! <= 1)) return false;
  }
  return true;
}
