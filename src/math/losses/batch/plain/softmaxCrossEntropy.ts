import { EXP_LIMIT, expInPlace } from "../../../numeric/fast/exp.js";
import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import { blockList, doublesOf, PLAIN_BLOCK } from "../forms.js";
import type { Form } from "../forms.js";
import { addSurprisals, addWeightedSurprisals, clearIgnored } from "../rows.js";
import type { LabelRows } from "../rows.js";
import { rowsPerBlock, shiftRow } from "./softmax.js";

const places = new Int32Array(PLAIN_BLOCK);
const weights = blockList();
const offsets = blockList();
const rests = blockList();

/**
 * How far the largest logit may be above the label's for the label's to take its place: a search for the largest would
 * often be mispredicted. Beyond, z − z_y would be rounded more than z − m.
 */
const NEAR = 8;

/**
 * Rows of logits against a label each: pₖ times the row's weight, and −(1 − p_y) at the label, where the others' sum is
 * taken without it, not as a difference.
 */
export function plainForm(
  logits: TypedNumbers,
  classes: number,
  labels: LabelRows,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const block = rowsPerBlock(classes);
  const room = new Float64Array(logits instanceof Float64Array ? 0 : block * classes);
  const run = (from: number, to: number): boolean => {
    const rows = to - from;
    const start = from * classes;
    const z = doublesOf(logits, start, to * classes, room);
    const found = labels(from, to, places, weights);
    if (found === "wrong") return false;
    if (!shiftRows(z.data, z.start, classes, rows, gradient, start)) return false;
    expInPlace(gradient, start, start + rows * classes);
    slopes(classes, rows, scale, gradient, start);
    if (found === "weighted") clearIgnored(gradient, start, classes, places, rows);
    if (found === "unweighted" && losses === undefined) addSurprisals(sum, offsets, rests, rows);
    else addWeightedSurprisals(sum, offsets, rests, weights, rows, losses, from);
    return true;
  };
  return { block, run };
}

/** out ← z − c, c the label's logit or the largest, and c − z_y of each row into `offsets`. */
function shiftRows(
  logits: Float64Array,
  logitsStart: number,
  classes: number,
  rows: number,
  out: Float64Array,
  start: number,
): boolean {
  for (let n = 0; n < rows; n++) {
    const from = logitsStart + n * classes;
    const to = start + n * classes;
    const labelLogit = logits[from + Math.max(0, places[n]!)]!;
    let near = true;
    const back = from - to;
    for (let i = to; i < to + classes; i++) {
      const shifted = logits[i + back]! - labelLogit;
      if (!(shifted <= NEAR && shifted >= -EXP_LIMIT)) near = false;
      out[i] = shifted;
    }
    offsets[n] = near ? 0 : shiftRow(logits, from, classes, out, to, n, false) - labelLogit;
    if (Number.isNaN(offsets[n])) return false;
  }
  return true;
}

/** Exponentials ← the gradient, and S, or the odds against the label, into `rests`. */
function slopes(
  classes: number,
  rows: number,
  scale: number,
  gradient: Float64Array,
  start: number,
): void {
  for (let n = 0; n < rows; n++) {
    const row = start + n * classes;
    const label = row + Math.max(0, places[n]!);
    const labelExponential = gradient[label]!;
    gradient[label] = 0;
    let others = 0;
    for (let i = row; i < row + classes; i++) others += gradient[i]!;
    const rest = labelExponential === 1 ? others : others + (labelExponential - 1);
    const factor = (scale * weights[n]!) / (1 + rest);
    for (let i = row; i < row + classes; i++) gradient[i]! *= factor;
    gradient[label] = -factor * others;
    rests[n] = rest;
  }
}
