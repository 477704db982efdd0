import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import {
  addF64,
  addI32,
  at,
  choose,
  divF64,
  f64,
  FunctionBuilder,
  i32,
  isEqual,
  lane,
  loadF64,
  loadI32,
  mul,
  mulF64,
  storeF64,
  sub,
  subF64,
  twice,
  whenOne,
} from "../../../numeric/wasm/assembler.js";
import { CHUNK, Requirements } from "../../../numeric/wasm/chunks.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import { LAYOUT } from "../../../numeric/wasm/kernel.js";
import type { Constant, Kernel } from "../../../numeric/wasm/kernel.js";
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
import { clearIgnored } from "../rows.js";
import type { LabelRows } from "../rows.js";
import type { ShareRows } from "../softRows.js";
import { blockOfRows, listOf, placeLabels, placeRows, rowsOf, wasRefused } from "./results.js";

const LABELS = 0;
const OWN = 1; // what the label has beside its share
const PRODUCTS = 2;
const RESTS = 3;
const TOTALS = 4;
const SHARES = LAYOUT.matrix(1);

/**
 * Of the bytes of the lists, of a row, of all rows, from one row of shares to the next (0: all have the same), and the
 * scale. Writes the gradient over the logits, and Σ tₖ·(m − zₖ) and S of each row.
 */
function kernelFor(constant: Constant, labelled: boolean): FunctionBuilder {
  const f = new FunctionBuilder(["i32", "i32", "i32", "i32", "f64"]);
  const [listEnd, stride, end, shareStep] = [0, 1, 2, 3].map((place) => f.parameter<"i32">(place));
  const rows = { f, constant, stride: stride! };
  const scale = f.parameter<"f64">(4);
  const scales = f.let(twice(scale));
  const requirements = new Requirements(f, constant(0));
  const share = f.variable("i32", i32(0));
  overRows(rows, listEnd!, (example, start) => {
    const product = f.variable("v128", constant(0));
    shift(rows, start, largestOf(rows, start), (part, shifted) => {
      const t = part.load(addI32(share.value, part.from), SHARES);
      product.set(sub(product.value, mul(t, shifted)));
    });
    const whole = f.variable("f64", addF64(lane(product.value, 0), lane(product.value, 1)));
    if (labelled) {
      const label = addI32(start, loadI32(example(LABELS)));
      const own = mulF64(loadF64(example(OWN)), loadF64(at(label, LOGITS)));
      whole.set(subF64(whole.value, own));
    }
    f.emit(storeF64(example(PRODUCTS), whole.value));
    share.set(addI32(share.value, shareStep!));
  });
  exponentiate(rows, end!, requirements, true);
  share.set(i32(0));
  overRows(rows, listEnd!, (example, start) => {
    const rest = restOf(rows, start);
    const part = f.letF64(divF64(f64(1), addF64(f64(1), rest)));
    const label = labelled ? f.letI32(loadI32(example(LABELS))) : i32(0);
    const atLabel = labelled ? f.letF64(loadF64(at(addI32(start, label), LOGITS))) : f64(0);
    const total = f.letF64(loadF64(example(TOTALS)));
    const [parts, totals] = [f.let(twice(part)), f.let(twice(total))];
    // At the largest, 1 − p is S/(1 + S).
    const ofLargest = f.letF64(mulF64(rest, part));
    const ofLargests = f.let(twice(ofLargest));
    overRow(rows, (piece) => {
      const address = f.letI32(addI32(start, piece.from));
      const e = f.let(piece.load(address, LOGITS));
      const t = f.let(piece.load(addI32(share.value, piece.from), SHARES));
      const p = f.let(mul(e, parts));
      const q = choose(isEqual(e, constant(1)), ofLargests, sub(constant(1), p));
      const slope = sub(mul(sub(totals, t), p), mul(t, q));
      f.emit(piece.store(address, LOGITS, mul(scales, slope)));
    });
    if (labelled) {
      const t = addF64(loadF64(at(addI32(share.value, label), SHARES)), loadF64(example(OWN)));
      const shared = f.letF64(t);
      const p = f.letF64(mulF64(atLabel, part));
      const q = whenOne(atLabel, ofLargest, subF64(f64(1), p));
      const slope = subF64(mulF64(subF64(total, shared), p), mulF64(shared, q));
      f.emit(storeF64(at(addI32(start, label), LOGITS), mulF64(scale, slope)));
    }
    f.emit(storeF64(example(RESTS), rest));
    share.set(addI32(share.value, shareStep!));
  });
  requirements.store();
  return f;
}

const kernel = kernelOf((constant) => ({
  soft: kernelFor(constant, false),
  smoothed: kernelFor(constant, true),
}));

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
  const target = rowsOf(instance, 1);
  const totals = listOf(instance, TOTALS);
  const run = (from: number, to: number): boolean => {
    const [rows, stride, start] = [to - from, 8 * classes, from * classes];
    if (!shares(from, to, target, totals)) return false;
    placeRows(rowsOf(instance, 0), logits, start, to * classes);
    instance.call.soft!(8 * rows, stride, rows * stride, stride, scale);
    if (wasRefused(instance)) return false;
    gradient.set(rowsOf(instance, 0).subarray(0, rows * classes), start);
    addRows(instance, rows, undefined, losses, from, sum);
    return true;
  };
  return { block, run };
}

/** As the plain form. */
export function simdSmoothedForm(
  logits: TypedNumbers,
  classes: number,
  labels: LabelRows,
  smoothed: { readonly shares: Float64Array; readonly total: number },
  smoothing: number,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form | undefined {
  const block = blockOfRows(classes);
  if (logits.length < CHUNK || block === 0) return undefined;
  const instance = kernel();
  if (instance === undefined) return undefined;
  const own = listOf(instance, OWN);
  const totals = listOf(instance, TOTALS);
  const places = new Int32Array(block);
  const run = (from: number, to: number): boolean => {
    const [rows, stride, start] = [to - from, 8 * classes, from * classes];
    if (labels(from, to, places, own) === "wrong") return false;
    for (let n = 0; n < rows; n++) {
      own[n]! *= 1 - smoothing;
      totals[n] = smoothed.total + own[n]!;
    }
    placeLabels(instance, LABELS, places, rows);
    placeRows(rowsOf(instance, 0), logits, start, to * classes);
    rowsOf(instance, 1).set(smoothed.shares);
    instance.call.smoothed!(8 * rows, stride, rows * stride, 0, scale);
    if (wasRefused(instance)) return false;
    gradient.set(rowsOf(instance, 0).subarray(0, rows * classes), start);
    clearIgnored(gradient, start, classes, places, rows);
    addRows(instance, rows, places, losses, from, sum);
    return true;
  };
  return { block, run };
}

/** The losses of the rows, Σ tₖ·(m − zₖ) + T·log1p(S); 0 where the place of the label says that a row is ignored. */
function addRows(
  instance: Kernel,
  rows: number,
  places: Int32Array | undefined,
  losses: Float64Array | undefined,
  from: number,
  sum: RunningSum,
): void {
  const products = listOf(instance, PRODUCTS);
  const rests = listOf(instance, RESTS);
  const totals = listOf(instance, TOTALS);
  for (let n = 0; n < rows; n++) {
    const ignored = places !== undefined && places[n]! < 0;
    const loss = ignored ? 0 : products[n]! + totals[n]! * Math.log1p(rests[n]!);
    if (losses !== undefined) losses[from + n] = loss;
    sum.add(loss);
  }
}
