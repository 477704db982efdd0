import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import {
  add,
  and,
  choose,
  div,
  FunctionBuilder,
  isEqual,
  load,
  mul,
  store,
  sub,
  twice,
  without,
} from "../../../numeric/wasm/assembler.js";
import type { I32 } from "../../../numeric/wasm/assembler.js";
import { CHUNK, Requirements } from "../../../numeric/wasm/chunks.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import {
  chunkOfRows,
  largestOf,
  LOGITS,
  overRowChunks,
  SHARES,
} from "../../../numeric/wasm/rowChunks.js";
import type { Form } from "../forms.js";
import type { ShareRows } from "../softRows.js";
import { addSoftLosses } from "../softRows.js";
import { blockOfRows, listOf, placeRows, repeatLast, rowsOf, wasRefused } from "./results.js";

const PRODUCTS = 0;
const RESTS = 1;
const TOTALS = 2;

/**
 * Of the bytes of the lists and of a row, and the scale. Writes the gradient over the logits, and Σ tₖ·(m − zₖ) and S of
 * each row. What equals the largest is counted rather than summed, so that 1 − p keeps its digits; T − t keeps them there
 * because the shares below the largest are summed by themselves.
 */
const kernel = kernelOf((constant) => {
  const f = new FunctionBuilder(["i32", "i32", "i32", "f64"]);
  const [listEnd, stride, chunk] = [0, 1, 2].map((place) => f.parameter<"i32">(place)) as [
    I32,
    I32,
    I32,
  ];
  const rows = { f, constant, listEnd, stride, chunk };
  const scale = f.let(twice(f.parameter<"f64">(3)));
  const requirements = new Requirements(f, constant(0));
  overRowChunks(rows, requirements, {
    refuseInfinity: true,
    before(pair) {
      const largest = largestOf(rows, pair);
      const product = f.variable("v128", constant(0));
      pair.overClasses(({ load: loadOf, kept }) => {
        const x = f.let(sub(loadOf(LOGITS), largest));
        product.set(sub(product.value, mul(loadOf(SHARES), x)));
        f.emit(store(kept, x));
      });
      f.emit(store(pair.list(PRODUCTS), product.value));
    },
    after(pair) {
      const one = constant(1);
      const below = f.variable("v128", constant(0));
      const ones = f.variable("v128", constant(0));
      const sharesBelow = f.variable("v128", constant(0));
      const sharesOfOnes = f.variable("v128", constant(0));
      pair.overClasses(({ load: loadOf, kept }) => {
        const e = f.let(load(kept));
        const t = f.let(loadOf(SHARES));
        const isOne = f.let(isEqual(e, one));
        below.set(add(below.value, without(e, isOne)));
        ones.set(add(ones.value, and(one, isOne)));
        sharesBelow.set(add(sharesBelow.value, without(t, isOne)));
        sharesOfOnes.set(add(sharesOfOnes.value, and(t, isOne)));
      });
      const rest = f.let(add(below.value, sub(ones.value, one)));
      f.emit(store(pair.list(RESTS), rest));
      const part = f.let(div(one, add(one, rest)));
      const ofLargest = f.let(mul(rest, part)); // 1 − p is S/(1 + S) there
      const total = f.let(load(pair.list(TOTALS)));
      pair.overClasses(({ load: loadOf, store: storeOf, kept }) => {
        const e = f.let(load(kept));
        const t = f.let(loadOf(SHARES));
        const p = f.let(mul(e, part));
        const isOne = f.let(isEqual(e, one));
        const q = choose(isOne, ofLargest, sub(one, p));
        const besideOnes = add(sharesBelow.value, sub(sharesOfOnes.value, t));
        const others = choose(isOne, besideOnes, sub(total, t));
        f.emit(storeOf(LOGITS, mul(scale, sub(mul(others, p), mul(t, q)))));
      });
    },
  });
  requirements.store();
  return { soft: f };
});

/** As the plain form. */
export function simdForm(
  logits: TypedNumbers,
  classes: number,
  shares: ShareRows,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form | undefined {
  const block = blockOfRows(classes);
  if (logits.length < CHUNK || block === 0) return undefined;
  const instance = kernel();
  if (instance === undefined) return undefined;
  const [z, target] = [rowsOf(instance, LOGITS), rowsOf(instance, SHARES)];
  const [products, rests, totals] = [PRODUCTS, RESTS, TOTALS].map((list) =>
    listOf(instance, list),
  ) as [Float64Array, Float64Array, Float64Array];
  const run = (from: number, to: number): boolean => {
    const [rows, start] = [to - from, from * classes];
    if (!shares(from, to, target, totals)) return false;
    placeRows(z, logits, start, to * classes, classes);
    repeatLast(target, rows * classes, classes);
    instance.call.soft!(8 * rows, 8 * classes, chunkOfRows(classes), scale);
    if (wasRefused(instance)) return false;
    gradient.set(z.subarray(0, rows * classes), start);
    addSoftLosses(products, rests, totals, rows, losses, from, sum);
    return true;
  };
  return { block, run };
}
