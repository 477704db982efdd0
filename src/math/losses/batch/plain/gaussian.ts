import { EXP_LIMIT, expInPlace } from "../../../numeric/fast/exp.js";
import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import { blockList, doublesOf, PLAIN_BLOCK } from "../forms.js";
import type { Form } from "../forms.js";

/** The |ln σ²| up to which 1/σ is a normal number. */
export const LOG_VARIANCE_LIMIT = 2 * EXP_LIMIT;

const roots = blockList();
const terms = blockList();
const predictionRoom = new Float64Array(2 * PLAIN_BLOCK);
const targetRoom = blockList();

/** 1/σ = e^{−s/2} for the block, then both slopes and the loss. */
export function plainForm(
  predictions: TypedNumbers,
  targets: TypedNumbers,
  constant: number,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const run = (start: number, end: number): boolean => {
    const count = end - start;
    const p = doublesOf(predictions, 2 * start, 2 * end, predictionRoom);
    const t = doublesOf(targets, start, end, targetRoom);
    if (!inverseDeviations(p.data, p.start, t.data, t.start, count)) return false;
    slopes(p.data, p.start, t.data, t.start, count, constant, scale, gradient, 2 * start);
    sum.addAll(terms, 0, count);
    if (losses !== undefined) losses.set(terms.subarray(0, count), start);
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}

function inverseDeviations(
  p: Float64Array,
  pStart: number,
  t: Float64Array,
  tStart: number,
  count: number,
): boolean {
  const root = roots;
  let ordinary = true;
  for (let i = 0; i < count; i++) {
    const logVariance = p[pStart + 2 * i + 1]!;
    const residual = t[tStart + i]! - p[pStart + 2 * i]!;
    if (!(Math.abs(logVariance) <= LOG_VARIANCE_LIMIT && Math.abs(residual) < Infinity)) {
      ordinary = false;
    }
    root[i] = -0.5 * logVariance;
  }
  if (ordinary) expInPlace(root, 0, count);
  return ordinary;
}

function slopes(
  p: Float64Array,
  pStart: number,
  t: Float64Array,
  tStart: number,
  count: number,
  constant: number,
  scale: number,
  gradient: Float64Array,
  start: number,
): void {
  const root = roots;
  const loss = terms;
  for (let i = 0; i < count; i++) {
    const logVariance = p[pStart + 2 * i + 1]!;
    const standardised = (t[tStart + i]! - p[pStart + 2 * i]!) * root[i]!;
    const square = standardised * standardised;
    loss[i] = 0.5 * (logVariance + square) + constant;
    gradient[start + 2 * i] = -scale * standardised * root[i]!;
    gradient[start + 2 * i + 1] = scale * 0.5 * (1 - square);
  }
}
