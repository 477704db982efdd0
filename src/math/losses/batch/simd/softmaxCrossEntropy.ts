import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import {
  add,
  addI32,
  at,
  choose,
  div,
  f64,
  FunctionBuilder,
  isEqual,
  lane,
  load,
  loadHalf,
  loadI32,
  loadSecond,
  mul,
  negative,
  store,
  storeF64,
  sub,
} from "../../../numeric/wasm/assembler.js";
import type { I32, V128 } from "../../../numeric/wasm/assembler.js";
import { CHUNK, Requirements } from "../../../numeric/wasm/chunks.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import { LAYOUT } from "../../../numeric/wasm/kernel.js";
import {
  expOfShifted,
  keptOf,
  largestOf,
  LOGITS,
  overRowPairs,
} from "../../../numeric/wasm/rowPairs.js";
import type { Form } from "../forms.js";
import { addSurprisals, addWeightedSurprisals, clearIgnored } from "../rows.js";
import type { LabelRows } from "../rows.js";
import { blockOfRows, listOf, placeLabels, placeRows, rowsOf, wasRefused } from "./results.js";

const LABELS = 0;
const FACTORS = 1;
const OFFSETS = 2;
const RESTS = 3;

/**
 * Of the bytes of the lists and of a row. Writes the gradient over the logits, and m − z_y and S of each row.
 *
 * The label's own logit becomes −∞ once it is read. What the others sum to is then (1 + S)(1 − p_y), without a difference.
 */
const kernel = kernelOf((constant) => {
  const f = new FunctionBuilder(["i32", "i32"]);
  const rows = { f, constant, listEnd: f.parameter<"i32">(0), stride: f.parameter<"i32">(1) };
  const requirements = new Requirements(f, constant(0));
  overRowPairs(rows, (pair) => {
    const { list, overClasses } = pair;
    const largest = largestOf(rows, pair);
    const labelOf = (row: 0 | 1): I32 => {
      const { address, offset } = list(LABELS);
      return f.letI32(loadI32(at(address, offset + 8 * row)));
    };
    const labels = [labelOf(0), labelOf(1)] as const;
    const matrix = LAYOUT.matrix(LOGITS);
    const first = at(f.letI32(addI32(pair.first, labels[0])), matrix);
    const second = at(f.letI32(addI32(pair.second, labels[1])), matrix);
    const offset = f.let(sub(largest, loadSecond(second, loadHalf(first))));
    f.emit(store(list(OFFSETS), offset));
    for (const place of [first, second]) f.emit(storeF64(place, f64(-Infinity)));
    const labelExponential = expOfShifted(rows, f.let(negative(offset)), requirements, false);
    const others = f.variable("v128", constant(0));
    overClasses(({ load: loadOf, kept }) => {
      const e = expOfShifted(rows, f.let(sub(loadOf(LOGITS), largest)), requirements, false);
      f.emit(store(kept, e));
      others.set(add(others.value, e));
    });
    const one = constant(1);
    const withoutLargest = (sum: V128): V128 =>
      choose(isEqual(labelExponential, one), sum, add(sum, sub(labelExponential, one)));
    const rest = f.let(withoutLargest(others.value));
    f.emit(store(list(RESTS), rest));
    const factor = f.let(div(load(list(FACTORS)), add(one, rest)));
    const minus = f.let(negative(others.value));
    f.emit(storeF64(keptOf(labels[0], 0), lane(minus, 0)));
    f.emit(storeF64(keptOf(labels[1], 1), lane(minus, 1)));
    overClasses(({ store: storeOf, kept }) => f.emit(storeOf(LOGITS, mul(load(kept), factor))));
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
    placeRows(z, logits, start, to * classes, classes);
    placeLabels(instance, LABELS, places, rows);
    if (found === "unweighted") factors.fill(scale, 0, rows);
    else for (let n = 0; n < rows; n++) factors[n] = scale * weights[n]!;
    instance.call.labels!(8 * rows, 8 * classes);
    if (wasRefused(instance)) return false;
    gradient.set(z.subarray(0, rows * classes), start);
    if (found === "weighted") clearIgnored(gradient, start, classes, places, rows);
    if (found === "unweighted" && losses === undefined) addSurprisals(sum, offsets, rests, rows);
    else addWeightedSurprisals(sum, offsets, rests, weights, rows, losses, from);
    return true;
  };
  return { block, run };
}
