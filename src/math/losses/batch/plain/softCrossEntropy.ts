import { expInPlace } from "../../../numeric/fast/exp.js";
import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import { blockList, doublesOf } from "../forms.js";
import type { Form } from "../forms.js";
import { addSoftLosses } from "../softRows.js";
import type { ShareRows } from "../softRows.js";
import { argmaxima, rowsPerBlock, shiftRow } from "./softmax.js";

const totals = blockList();
const rests = blockList();
const products = blockList();
/** T − t at the largest logit of each row: summed, since a difference would lose the digits that 1 − p may ask for. */
const others = blockList();

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
    for (let n = 0; n < rows; n++) {
      const logit = z.start + n * classes;
      const to = start + n * classes;
      if (Number.isNaN(shiftRow(z.data, logit, classes, gradient, to, n, true))) return false;
    }
    productsOf(target, classes, rows, gradient, start);
    exponentiateRows(gradient, start, classes, rows);
    slopes(target, classes, rows, scale, gradient, start);
    addSoftLosses(products, rests, totals, rows, losses, from, sum);
    return true;
  };
  return { block, run };
}

/** Σ tₖ·(m − zₖ) of each row into `products`, and Σ tₖ without the largest logit's into `others`. */
function productsOf(
  shares: Float64Array,
  classes: number,
  rows: number,
  gradient: Float64Array,
  start: number,
): void {
  for (let n = 0; n < rows; n++) {
    const from = n * classes;
    const largest = from + argmaxima[n]!;
    let product = 0;
    let other = 0;
    for (let i = from; i < largest; i++) {
      product -= shares[i]! * gradient[start + i]!;
      other += shares[i]!;
    }
    for (let i = largest + 1; i < from + classes; i++) {
      product -= shares[i]! * gradient[start + i]!;
      other += shares[i]!;
    }
    products[n] = product;
    others[n] = other;
  }
}

/** Exponentials ← scale·((T − tₖ)·pₖ − tₖ·(1 − pₖ)). */
function slopes(
  shares: Float64Array,
  classes: number,
  rows: number,
  scale: number,
  gradient: Float64Array,
  start: number,
): void {
  for (let n = 0; n < rows; n++) {
    const from = n * classes;
    const rest = rests[n]!;
    const total = totals[n]!;
    const part = 1 / (1 + rest);
    for (let i = from; i < from + classes; i++) {
      const t = shares[i]!;
      const p = gradient[start + i]! * part;
      gradient[start + i] = scale * ((total - t) * p - t * (1 - p));
    }
    // At the largest, 1 − p is S/(1 + S).
    const largest = from + argmaxima[n]!;
    const t = shares[largest]!;
    gradient[start + largest] = scale * (others[n]! * part - t * (rest * part));
  }
}

/** out ← e^out, and S of each row, the sum without its largest. */
function exponentiateRows(out: Float64Array, start: number, classes: number, rows: number): void {
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
