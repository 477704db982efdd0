import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import { blockList, doublesOf, PLAIN_BLOCK } from "../forms.js";
import type { Form } from "../forms.js";
import { clearIgnored } from "../rows.js";
import type { LabelRows } from "../rows.js";
import type { ShareRows } from "../softRows.js";
import { argmaxima, exponentiateRows, rowsPerBlock, shiftRows } from "./softmax.js";

const totals = blockList();
const rests = blockList();
const places = new Int32Array(PLAIN_BLOCK);
const own = blockList();
const products = blockList();
const exponentials = blockList();

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
    productsOf(target, classes, classes, rows, gradient, start);
    exponentiateRows(gradient, start, classes, rows, rests);
    slopes(target, classes, classes, rows, scale, gradient, start);
    addLosses(rows, losses, from, sum);
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
  const room = new Float64Array(
    logits instanceof Float64Array ? 0 : rowsPerBlock(classes) * classes,
  );
  const run = (from: number, to: number): boolean => {
    const rows = to - from;
    const start = from * classes;
    const z = doublesOf(logits, start, to * classes, room);
    if (labels(from, to, places, own) === "wrong") return false;
    if (!shiftRows(z.data, z.start, classes, rows, gradient, start, true)) return false;
    for (let n = 0; n < rows; n++) {
      own[n]! *= 1 - smoothing;
      totals[n] = smoothed.total + own[n]!;
    }
    productsOf(smoothed.shares, 0, classes, rows, gradient, start);
    for (let n = 0; n < rows; n++) {
      const label = start + n * classes + Math.max(0, places[n]!);
      products[n]! -= own[n]! * gradient[label]!;
    }
    exponentiateRows(gradient, start, classes, rows, rests);
    for (let n = 0; n < rows; n++) {
      exponentials[n] = gradient[start + n * classes + Math.max(0, places[n]!)]!;
    }
    slopes(smoothed.shares, 0, classes, rows, scale, gradient, start);
    for (let n = 0; n < rows; n++) {
      const place = Math.max(0, places[n]!);
      const t = smoothed.shares[place]! + own[n]!;
      const part = 1 / (1 + rests[n]!);
      const p = exponentials[n]! * part;
      const q = place === argmaxima[n] ? rests[n]! * part : 1 - p;
      gradient[start + n * classes + place] = scale * ((totals[n]! - t) * p - t * q);
    }
    clearIgnored(gradient, start, classes, places, rows);
    for (let n = 0; n < rows; n++) {
      if (places[n]! < 0) totals[n] = products[n] = 0;
    }
    addLosses(rows, losses, from, sum);
    return true;
  };
  return { block: rowsPerBlock(classes), run };
}

/** Σ tₖ·(m − zₖ) of each row into `products`. `step` is how far it is from a row of shares to the next: 0 where all have the same. */
function productsOf(
  shares: Float64Array,
  step: number,
  classes: number,
  rows: number,
  gradient: Float64Array,
  start: number,
): void {
  for (let n = 0; n < rows; n++) {
    const from = start + n * classes;
    const back = n * step - from;
    let product = 0;
    for (let i = from; i < from + classes; i++) product -= shares[i + back]! * gradient[i]!;
    products[n] = product;
  }
}

/** Exponentials ← scale·((T − tₖ)·pₖ − tₖ·(1 − pₖ)). */
function slopes(
  shares: Float64Array,
  step: number,
  classes: number,
  rows: number,
  scale: number,
  gradient: Float64Array,
  start: number,
): void {
  for (let n = 0; n < rows; n++) {
    const from = start + n * classes;
    const back = n * step - from;
    const rest = rests[n]!;
    const total = totals[n]!;
    const part = 1 / (1 + rest);
    for (let i = from; i < from + classes; i++) {
      const t = shares[i + back]!;
      const p = gradient[i]! * part;
      gradient[i] = scale * ((total - t) * p - t * (1 - p));
    }
    // At the largest, 1 − p is S/(1 + S).
    const largest = from + argmaxima[n]!;
    const t = shares[largest + back]!;
    gradient[largest] = scale * ((total - t) * part - t * (rest * part));
  }
}

/** Σ tₖ·(m − zₖ) + T·log1p(S) of each row. */
function addLosses(
  rows: number,
  losses: Float64Array | undefined,
  from: number,
  sum: RunningSum,
): void {
  for (let n = 0; n < rows; n++) {
    const loss = products[n]! + totals[n]! * Math.log1p(rests[n]!);
    if (losses !== undefined) losses[from + n] = loss;
    sum.add(loss);
  }
}
