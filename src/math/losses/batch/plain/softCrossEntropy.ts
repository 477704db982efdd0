import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import { blockList, doublesOf, PLAIN_BLOCK } from "../forms.js";
import type { Form } from "../forms.js";
import type { LabelRows } from "../rows.js";
import type { ShareRows } from "../softRows.js";
import { argmaxima, exponentiateRows, rowsPerBlock, shiftRows } from "./softmax.js";

const totals = blockList();
const rests = blockList();
const places = new Int32Array(PLAIN_BLOCK);
const weights = blockList();

/** Rows of logits against a distribution each. */
export function plainForm(
  logits: TypedNumbers,
  classes: number,
  shares: ShareRows,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const block = rowsPerBlock(classes);
  const target = new Float64Array(block * classes);
  const room = new Float64Array(logits instanceof Float64Array ? 0 : block * classes);
  const run = (from: number, to: number): boolean => {
    const rows = to - from;
    const start = from * classes;
    const z = doublesOf(logits, start, to * classes, room);
    if (!shares(from, to, target, totals)) return false;
    if (!shiftRows(z.data, z.start, classes, rows, gradient, start, true)) return false;
    softRows(target, classes, rows, scale, gradient, start, losses, from, sum);
    return true;
  };
  return { block, run };
}

/** Rows of logits against a label each, smoothed: `shares` for every class, and what is left for the label. */
export function plainSmoothedForm(
  logits: TypedNumbers,
  classes: number,
  labels: LabelRows,
  smoothed: { readonly shares: Float64Array; readonly total: number },
  smoothing: number,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const block = rowsPerBlock(classes);
  const target = new Float64Array(block * classes);
  const room = new Float64Array(logits instanceof Float64Array ? 0 : block * classes);
  const run = (from: number, to: number): boolean => {
    const rows = to - from;
    const start = from * classes;
    const z = doublesOf(logits, start, to * classes, room);
    if (labels(from, to, places, weights) === "wrong") return false;
    if (!shiftRows(z.data, z.start, classes, rows, gradient, start, true)) return false;
    for (let n = 0; n < rows; n++) {
      if (places[n]! < 0) {
        target.fill(0, n * classes, (n + 1) * classes);
        totals[n] = 0;
        continue;
      }
      const own = (1 - smoothing) * weights[n]!;
      target.set(smoothed.shares, n * classes);
      target[n * classes + places[n]!]! += own;
      totals[n] = smoothed.total + own;
    }
    softRows(target, classes, rows, scale, gradient, start, losses, from, sum);
    return true;
  };
  return { block, run };
}

function softRows(
  target: Float64Array,
  classes: number,
  rows: number,
  scale: number,
  gradient: Float64Array,
  start: number,
  losses: Float64Array | undefined,
  from: number,
  sum: RunningSum,
): void {
  const products = new Float64Array(rows);
  for (let n = 0; n < rows; n++) {
    let product = 0;
    const row = n * classes;
    for (let k = 0; k < classes; k++) product -= target[row + k]! * gradient[start + row + k]!;
    products[n] = product;
  }
  exponentiateRows(gradient, start, classes, rows, rests);
  for (let n = 0; n < rows; n++) {
    const row = n * classes;
    const rest = rests[n]!;
    const total = totals[n]!;
    const part = 1 / (1 + rest);
    const largest = start + row + argmaxima[n]!;
    for (let k = 0; k < classes; k++) {
      const t = target[row + k]!;
      const p = gradient[start + row + k]! * part;
      gradient[start + row + k] = scale * ((total - t) * p - t * (1 - p));
    }
    // At the largest, 1 − p is S/(1 + S).
    const t = target[largest - start]!;
    gradient[largest] = scale * ((total - t) * part - t * (rest * part));
    const loss = products[n]! + total * Math.log1p(rest);
    if (losses !== undefined) losses[from + n] = loss;
    sum.add(loss);
  }
}
