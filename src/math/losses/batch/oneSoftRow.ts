import type { TypedNumbers } from "../../numeric/vector.js";

/**
 * One row of logits, which are allowed, against the target `t`: returns its loss, Σ tₖ·((m − zₖ) + log1p(S)), and writes
 * its scaled gradient, (T − tₖ)·pₖ − tₖ·(1 − pₖ). At the largest logit, where 1 − p may be tiny, T − t is summed without t.
 */
export function softRow(
  logits: TypedNumbers,
  start: number,
  classes: number,
  t: Float64Array,
  scale: number,
  gradient: Float64Array,
): number {
  let argmax = 0;
  for (let k = 1; k < classes; k++) {
    if (logits[start + k]! > logits[start + argmax]!) argmax = k;
  }
  const max = logits[start + argmax]!;
  let rest = 0;
  let others = 0;
  for (let k = 0; k < classes; k++) {
    const e = Math.exp(logits[start + k]! - max);
    gradient[start + k] = e;
    if (k === argmax) continue;
    rest += e;
    others += t[k]!;
  }
  const total = others + t[argmax]!;
  const logNormaliser = Math.log1p(rest);
  const normaliser = 1 / (1 + rest);
  let loss = 0;
  for (let k = 0; k < classes; k++) {
    const tk = t[k]!;
    const z = logits[start + k]!;
    // 0·∞ is 0 here.
    if (tk !== 0) loss += tk * (max - z + logNormaliser);
    const p = gradient[start + k]! * normaliser;
    const q = k === argmax ? rest * normaliser : 1 - p;
    gradient[start + k] = scale * ((k === argmax ? others : total - tk) * p - tk * q);
  }
  return loss;
}
