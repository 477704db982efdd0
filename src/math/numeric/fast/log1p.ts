import type { RunningSum } from "../runningSum.js";

/** G of `log1p` as a polynomial of w ≤ 1/9, minimax: log1p is off by 1.6e-18 at most. */
// prettier-ignore
export const LOG1P_COEFFICIENTS = [
  0.6666666666666651, 0.4000000000009682, 0.2857142855439816, 0.22222223610224962,
  0.1818175534629842, 0.15386337391032276, 0.13303674542856578, 0.12086167072068152,
  0.08421802196700358, 0.16875614693506066,
] as const;

/**
 * to ← log1p(from) for the first `count` numbers, each from 0 to 1, within 1.2 units of the last place.
 *
 *     s = e/(2 + e),  w = s²;   log1p(e) = 2 artanh(s) = e − s·(e − w·G(w)),  G(w) = 2/3 + 2w/5 + 2w²/7 + …
 */
export function log1pInto(to: Float64Array, from: Float64Array, count: number): void {
  const [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9] = LOG1P_COEFFICIENTS;
  for (let i = 0; i < count; i++) {
    const e = from[i]!;
    const s = e / (2 + e);
    const w = s * s;
    const v = w * w;
    const high = c4 + c5 * w + v * (c6 + c7 * w + v * (c8 + c9 * w));
    to[i] = e - s * (e - w * (c0 + c1 * w + v * (c2 + c3 * w + v * high)));
  }
}

/**
 * sum ← sum + Σ log1p(eₙ) of numbers ≥ 0, with one logarithm for 32 of them. The list is used up; its length is a
 * multiple of 32, and what is left over holds 0.
 *
 *     log1p(a) + log1p(b) = log1p(a + b + ab)
 *
 * Nothing cancels: each of the five rounds adds at most 1.5 units of the last place to what is under the logarithm.
 */
export function addLog1ps(sum: RunningSum, e: Float64Array): void {
  let half = e.length;
  for (let round = 0; round < 5; round++) {
    half /= 2;
    for (let i = 0; i < half; i++) {
      const a = e[i]!;
      const b = e[i + half]!;
      e[i] = a + b + a * b;
    }
  }
  for (let i = 0; i < half; i++) sum.add(Math.log1p(e[i]!));
}
