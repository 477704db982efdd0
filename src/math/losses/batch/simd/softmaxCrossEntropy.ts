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
  load,
  loadHalf,
  loadI32,
  loadSecond,
  mul,
  negative,
  store,
  storeF64,
  storeLane,
  sub,
} from "../../../numeric/wasm/assembler.js";
import type { I32, Place } from "../../../numeric/wasm/assembler.js";
import { CHUNK, Requirements } from "../../../numeric/wasm/chunks.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import { LAYOUT } from "../../../numeric/wasm/kernel.js";
import { chunkOfRows, largestOf, LOGITS, overRowChunks } from "../../../numeric/wasm/rowChunks.js";
import type { RowPair } from "../../../numeric/wasm/rowChunks.js";
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
 * The label's own exponent becomes −∞, so that it is not in their sum. What the others sum to is then (1 + S)(1 − p_y), without a difference.
 */
const kernel = kernelOf((constant) => {
  const f = new FunctionBuilder(["i32", "i32", "i32"]);
  const [listEnd, stride, chunk] = [0, 1, 2].map((place) => f.parameter<"i32">(place)) as [
    I32,
    I32,
    I32,
  ];
  const rows = { f, constant, listEnd, stride, chunk };
  const requirements = new Requirements(f, constant(0));
  const labelsOf = ({ list }: RowPair): readonly [I32, I32] => {
    const { address, offset } = list(LABELS);
    return [f.letI32(loadI32(at(address, offset))), f.letI32(loadI32(at(address, offset + 8)))];
  };
  overRowChunks(rows, requirements, {
    refuseInfinity: false,
    alsoExponents: RESTS,
    before(pair) {
      const largest = largestOf(rows, pair);
      pair.overClasses(({ load: loadOf, kept }) =>
        f.emit(store(kept, sub(loadOf(LOGITS), largest))),
      );
      const [first, second] = placesOfLabels(f, pair, labelsOf(pair));
      const offset = f.let(sub(largest, loadSecond(second, loadHalf(first))));
      f.emit(store(pair.list(OFFSETS), offset));
      f.emit(store(pair.list(RESTS), negative(offset)));
      labelsOf(pair).forEach((label, row) =>
        f.emit(storeF64(pair.keptOf(label, row as 0 | 1), f64(-Infinity))),
      );
    },
    after(pair) {
      const one = constant(1);
      const others = f.variable("v128", constant(0));
      pair.overClasses(({ kept }) => others.set(add(others.value, load(kept))));
      const ofLabel = f.let(load(pair.list(RESTS)));
      const withoutLargest = add(others.value, sub(ofLabel, one));
      const rest = f.let(choose(isEqual(ofLabel, one), others.value, withoutLargest));
      f.emit(store(pair.list(RESTS), rest));
      const factor = f.let(div(load(pair.list(FACTORS)), add(one, rest)));
      pair.overClasses(({ store: storeOf, kept }) =>
        f.emit(storeOf(LOGITS, mul(load(kept), factor))),
      );
      const slope = f.let(negative(mul(others.value, factor)));
      const [first, second] = placesOfLabels(f, pair, labelsOf(pair));
      f.emit(storeLane(first, slope, 0));
      f.emit(storeLane(second, slope, 1));
    },
  });
  requirements.store();
  return { labels: f };
});

/** Where the logits of the two labels are. */
const placesOfLabels = (
  f: FunctionBuilder,
  { first, second }: RowPair,
  labels: readonly [I32, I32],
): readonly [Place, Place] => {
  const matrix = LAYOUT.matrix(LOGITS);
  return [
    at(f.letI32(addI32(first, labels[0])), matrix),
    at(f.letI32(addI32(second, labels[1])), matrix),
  ];
};

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
    instance.call.labels!(8 * rows, 8 * classes, chunkOfRows(classes));
    if (wasRefused(instance)) return false;
    gradient.set(z.subarray(0, rows * classes), start);
    if (found === "weighted") clearIgnored(gradient, start, classes, places, rows);
    if (found === "unweighted" && losses === undefined) addSurprisals(sum, offsets, rests, rows);
    else addWeightedSurprisals(sum, offsets, rests, weights, rows, losses, from);
    return true;
  };
  return { block, run };
}
