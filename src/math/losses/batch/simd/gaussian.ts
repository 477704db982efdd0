import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import {
  abs,
  add,
  addI32,
  and,
  at,
  firsts,
  isAtMost,
  isLess,
  load,
  mul,
  negative,
  plus,
  seconds,
  store,
  sub,
} from "../../../numeric/wasm/assembler.js";
import { CHUNK, overChunks } from "../../../numeric/wasm/chunks.js";
import { exp } from "../../../numeric/wasm/elementary.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import { BLOCK } from "../../../numeric/wasm/kernel.js";
import type { Form } from "../forms.js";
import { LOG_VARIANCE_LIMIT } from "../plain/gaussian.js";
import { addLanes, listOf, place, wasRefused } from "./results.js";

const PREDICTIONS = 0; // two doubles each, so that this block is half as long
const TARGETS = 1; // and the losses

/** Lists: predictions [mean, ln of the variance], targets. Writes the gradient over the former, losses over the latter. */
const kernel = kernelOf((constant) => ({
  gaussian: overChunks(constant, 2, (f, [scale, added], sum, requirements) => ({
    products: false,
    loops: [
      ({ list }) => {
        const target = list(TARGETS);
        // A pair of targets has twice as many predictions: its address counts twice.
        const base = list(PREDICTIONS);
        const address = f.letI32(addI32(base.address, base.address));
        const first = at(address, base.offset);
        const second = at(plus(address, 16), base.offset);
        const a = f.let(load(first));
        const b = f.let(load(second));
        const logVariance = f.let(seconds(a, b));
        const residual = f.let(sub(load(target), firsts(a, b)));
        requirements.require(
          and(
            isAtMost(abs(logVariance), constant(LOG_VARIANCE_LIMIT)),
            isLess(abs(residual), constant(Infinity)),
          ),
        );
        const half = constant(0.5);
        const root = exp(f, constant, f.let(negative(mul(half, logVariance))));
        const standardised = f.let(mul(residual, root));
        const square = f.let(mul(standardised, standardised));
        const loss = f.let(add(mul(half, add(logVariance, square)), added!));
        const ofMean = f.let(negative(mul(mul(scale!, standardised), root)));
        const ofLogVariance = f.let(mul(mul(scale!, half), sub(constant(1), square)));
        f.emit(store(first, firsts(ofMean, ofLogVariance)));
        f.emit(store(second, seconds(ofMean, ofLogVariance)));
        f.emit(store(target, loss));
        sum.add(loss);
      },
    ],
  })),
}));

/** As the plain form. */
export function simdForm(
  predictions: TypedNumbers,
  targets: TypedNumbers,
  constant: number,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form | undefined {
  if (targets.length < CHUNK) return undefined;
  const instance = kernel();
  if (instance === undefined) return undefined;
  const p = listOf(instance, PREDICTIONS);
  const t = listOf(instance, TARGETS);
  const run = (start: number, end: number): boolean => {
    const count = end - start;
    place(p, predictions, 2 * start, 2 * end);
    place(t, targets, start, end);
    instance.call.gaussian!(8 * count, scale, constant);
    if (wasRefused(instance)) return false;
    gradient.set(p.subarray(0, 2 * count), 2 * start);
    losses?.set(t.subarray(0, count), start);
    addLanes(sum, instance);
    return true;
  };
  return { block: BLOCK / 2, multiple: CHUNK, run };
}
