import { EXP_LIMIT } from "../../../numeric/fast/exp.js";
import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import {
  abs,
  add,
  and,
  choose,
  div,
  isAtLeast,
  isAtMost,
  isGreater,
  larger,
  load,
  mul,
  negative,
  store,
  sub,
} from "../../../numeric/wasm/assembler.js";
import { CHUNK, overChunks } from "../../../numeric/wasm/chunks.js";
import { exp, log1p } from "../../../numeric/wasm/elementary.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import { BLOCK, LAYOUT } from "../../../numeric/wasm/kernel.js";
import type { Constant } from "../../../numeric/wasm/kernel.js";
import type { Form } from "../forms.js";
import type { Sides } from "../sides.js";
import { addLanes, listOf, place, wasRefused } from "./results.js";

const LOGITS = 0; // and their gradient
const TARGETS = 1;
const ONES = 1;
const ZEROS = 2; // and the losses

/** Lists: logits, targets. Writes the gradient over the logits, Σ z·([z > 0] − y), and the products of 1 + e^{−|z|}. */
const unweighted = (constant: Constant) =>
  overChunks(constant, 1, (f, [scale], sum, requirements) => ({
    products: true,
    loops: [
      ({ list, scratch }) => {
        const a = f.let(abs(load(list(LOGITS))));
        requirements.require(isAtMost(a, constant(EXP_LIMIT)));
        f.emit(store(scratch(0), exp(f, constant, negative(a))));
      },
      ({ list, scratch }) => {
        const z = f.let(load(list(LOGITS)));
        const y = f.let(load(list(TARGETS)));
        const e = f.let(load(scratch(0)));
        const one = constant(1);
        const isProbability = and(isAtLeast(y, constant(0)), isAtMost(y, one));
        requirements.require(isProbability);
        const up = f.let(isGreater(z, constant(0)));
        const slope = sub(mul(sub(one, y), choose(up, one, e)), mul(y, choose(up, e, one)));
        f.emit(store(list(LOGITS), div(mul(scale!, slope), add(one, e))));
        sum.add(mul(z, sub(and(up, one), y)));
      },
    ],
  }));

/** Lists: logits, ones, zeros. Writes the gradient over the logits and the losses over the zeros. */
const weighted = (constant: Constant) =>
  overChunks(constant, 1, (f, [scale], sum, requirements) => ({
    products: false,
    loops: [
      ({ list, scratch }) => {
        const a = f.let(abs(load(list(LOGITS))));
        requirements.require(isAtMost(a, constant(EXP_LIMIT)));
        f.emit(store(scratch(0), exp(f, constant, negative(a))));
      },
      ({ scratch }) => {
        f.emit(store(scratch(1), log1p(f, constant, f.let(load(scratch(0))))));
      },
      ({ list, scratch }) => {
        const z = f.let(load(list(LOGITS)));
        const ones = f.let(load(list(ONES)));
        const zeros = f.let(load(list(ZEROS)));
        const e = f.let(load(scratch(0)));
        const tail = f.let(load(scratch(1)));
        const one = constant(1);
        const none = constant(0);
        const up = f.let(isGreater(z, none));
        const slope = sub(mul(zeros, choose(up, one, e)), mul(ones, choose(up, e, one)));
        f.emit(store(list(LOGITS), div(mul(scale!, slope), add(one, e))));
        const forOnes = mul(ones, add(tail, larger(negative(z), none)));
        const loss = f.let(add(forOnes, mul(zeros, add(tail, larger(z, none)))));
        f.emit(store(list(ZEROS), loss));
        sum.add(loss);
      },
    ],
  }));

const kernel = kernelOf((constant) => ({
  unweighted: unweighted(constant),
  weighted: weighted(constant),
}));

/** As the plain form: without weights and single losses. */
export function simdForm(
  logits: TypedNumbers,
  targets: TypedNumbers,
  scale: number,
  gradient: Float64Array,
  sum: RunningSum,
): Form | undefined {
  if (logits.length < CHUNK) return undefined;
  const instance = kernel();
  if (instance === undefined) return undefined;
  const z = listOf(instance, LOGITS);
  const y = listOf(instance, TARGETS);
  const products = instance.doubles(LAYOUT.products, BLOCK / 32);
  const run = (start: number, end: number): boolean => {
    const count = end - start;
    place(z, logits, start, end);
    place(y, targets, start, end);
    instance.call.unweighted!(8 * count, scale);
    if (wasRefused(instance)) return false;
    gradient.set(z.subarray(0, count), start);
    addLanes(sum, instance);
    for (let k = 0; k < count / 32; k++) sum.add(Math.log1p(products[k]!));
    return true;
  };
  return { block: BLOCK, multiple: CHUNK, run };
}

/** As the plain form: with weights, or with a place for the loss of each example. */
export function simdWeightedForm(
  logits: TypedNumbers,
  sides: Sides,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form | undefined {
  if (logits.length < CHUNK) return undefined;
  const instance = kernel();
  if (instance === undefined) return undefined;
  const z = listOf(instance, LOGITS);
  const zeros = listOf(instance, ZEROS);
  const ones = listOf(instance, ONES);
  const run = (start: number, end: number): boolean => {
    const count = end - start;
    place(z, logits, start, end);
    if (!sides(start, end, ones, zeros)) return false;
    instance.call.weighted!(8 * count, scale);
    if (wasRefused(instance)) return false;
    gradient.set(z.subarray(0, count), start);
    losses?.set(zeros.subarray(0, count), start);
    addLanes(sum, instance);
    return true;
  };
  return { block: BLOCK, multiple: CHUNK, run };
}
