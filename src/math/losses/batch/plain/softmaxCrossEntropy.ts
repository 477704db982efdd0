import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import { blockList, doublesOf, PLAIN_BLOCK } from "../forms.js";
import type { Form } from "../forms.js";
import { addSurprisals, addWeightedSurprisals, clearIgnored } from "../rows.js";
import type { LabelRows } from "../rows.js";
import { argmaxima, exponentiateRows, maxima, rowsPerBlock, shiftRows } from "./softmax.js";

const places = new Int32Array(PLAIN_BLOCK);
const weights = blockList();
const offsets = blockList();
const rests = blockList();

/** Rows of logits against a label each: pₖ times the row's weight, and −(1 − p_y) at the label. */
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
    if (!shiftRows(z.data, z.start, classes, rows, gradient, start, false)) return false;
    exponentiateRows(gradient, start, classes, rows, rests);
    for (let n = 0; n < rows; n++) {
      const row = start + n * classes;
      const place = Math.max(0, places[n]!);
      offsets[n] = maxima[n]! - z.data[z.start + n * classes + place]!;
      const rest = rests[n]!;
      const factor = (scale * weights[n]!) / (1 + rest);
      // 1 − p_y times 1 + S: S itself at the largest, else the sum less one term below it.
      const others = place === argmaxima[n] ? rest : 1 + rest - gradient[row + place]!;
      for (let i = row; i < row + classes; i++) gradient[i]! *= factor;
      gradient[row + place] = -factor * others;
    }
    if (found === "weighted") clearIgnored(gradient, start, classes, places, rows);
    if (found === "unweighted" && losses === undefined) addSurprisals(sum, offsets, rests, rows);
    else addWeightedSurprisals(sum, offsets, rests, weights, rows, losses, from);
    return true;
  };
  return { block, run };
}
