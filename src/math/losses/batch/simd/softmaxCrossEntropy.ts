import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import {
  addF64,
  addI32,
  at,
  divF64,
  f64,
  FunctionBuilder,
  loadF64,
  loadI32,
  mul,
  mulF64,
  storeF64,
  subF64,
  twice,
  whenOne,
} from "../../../numeric/wasm/assembler.js";
import { CHUNK, Requirements } from "../../../numeric/wasm/chunks.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import {
  exponentiate,
  largestOf,
  LOGITS,
  overRow,
  overRows,
  restOf,
  shift,
} from "../../../numeric/wasm/softmaxRows.js";
import type { Form } from "../forms.js";
import { addSurprisals, addWeightedSurprisals, clearIgnored } from "../rows.js";
import type { LabelRows } from "../rows.js";
import { blockOfRows, listOf, placeLabels, placeRows, rowsOf, wasRefused } from "./results.js";

const LABELS = 0;
const FACTORS = 1;
const OFFSETS = 2;
const RESTS = 3;

/** Of the bytes of the lists, of a row and of all rows. Writes the gradient over the logits, and m − z_y and S of each row. */
const kernel = kernelOf((constant) => {
  const f = new FunctionBuilder(["i32", "i32", "i32"]);
  const [listEnd, stride, end] = [0, 1, 2].map((place) => f.parameter<"i32">(place));
  const rows = { f, constant, stride: stride! };
  const requirements = new Requirements(f, constant(0));
  overRows(rows, listEnd!, (example, start) => {
    shift(rows, start, largestOf(rows, start), () => {});
    const label = addI32(start, loadI32(example(LABELS)));
    f.emit(storeF64(example(OFFSETS), subF64(f64(0), loadF64(at(label, LOGITS)))));
  });
  exponentiate(rows, end!, requirements, false);
  overRows(rows, listEnd!, (example, start) => {
    const rest = restOf(rows, start);
    const label = f.letI32(addI32(start, loadI32(example(LABELS))));
    const own = f.letF64(loadF64(at(label, LOGITS)));
    const sum = f.letF64(addF64(f64(1), rest));
    const factor = f.letF64(divF64(loadF64(example(FACTORS)), sum));
    const factors = f.let(twice(factor));
    overRow(rows, (part) => {
      const address = f.letI32(addI32(start, part.from));
      f.emit(part.store(address, LOGITS, mul(part.load(address, LOGITS), factors)));
    });
    // 1 − p_y times 1 + S: S itself at the largest, else the sum less one term below it.
    const others = whenOne(own, rest, subF64(sum, own));
    f.emit(storeF64(at(label, LOGITS), subF64(f64(0), mulF64(factor, others))));
    f.emit(storeF64(example(RESTS), rest));
  });
  requirements.store();
  return { labels: f };
});

/** As the plain form. */
export function simdForm(
  logits: TypedNumbers,
  classes: number,
  labels: LabelRows,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form | undefined {
  const block = blockOfRows(classes);
  if (logits.length < CHUNK || block === 0) return undefined;
  const instance = kernel();
  if (instance === undefined) return undefined;
  const z = rowsOf(instance, 0);
  const factors = listOf(instance, FACTORS);
  const offsets = listOf(instance, OFFSETS);
  const rests = listOf(instance, RESTS);
  const places = new Int32Array(block);
  const weights = new Float64Array(block);
  const run = (from: number, to: number): boolean => {
    const rows = to - from;
    const start = from * classes;
    const found = labels(from, to, places, weights);
    if (found === "wrong") return false;
    placeRows(z, logits, start, to * classes);
    placeLabels(instance, LABELS, places, rows);
    if (found === "unweighted") factors.fill(scale, 0, rows);
    else for (let n = 0; n < rows; n++) factors[n] = scale * weights[n]!;
    instance.call.labels!(8 * rows, 8 * classes, 8 * rows * classes);
    if (wasRefused(instance)) return false;
    gradient.set(z.subarray(0, rows * classes), start);
    if (found === "weighted") clearIgnored(gradient, start, classes, places, rows);
    if (found === "unweighted" && losses === undefined) addSurprisals(sum, offsets, rests, rows);
    else addWeightedSurprisals(sum, offsets, rests, weights, rows, losses, from);
    return true;
  };
  return { block, run };
}
