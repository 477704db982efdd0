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
import type { V128 } from "../../../numeric/wasm/assembler.js";
import { CHUNK, overChunks } from "../../../numeric/wasm/chunks.js";
import { exp, log1p } from "../../../numeric/wasm/elementary.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import { BLOCK } from "../../../numeric/wasm/kernel.js";
import type { Constant } from "../../../numeric/wasm/kernel.js";
import type { Form } from "../forms.js";
import { focalLimit } from "../plain/focal.js";
import type { FocalWeights } from "../plain/focal.js";
import { addLanes, listOf, place, wasRefused } from "./results.js";

const LOGITS = 0; // and their gradient
const TARGETS = 1; // and the losses

/** Lists: logits, targets. Writes the gradient over the logits and the losses over the targets. */
const focal = (constant: Constant, gammaIsTwo: boolean) =>
  overChunks(
    constant,
    5,
    (f, [scale, onesWeight, zerosWeight, gamma, limit], sum, requirements) => ({
      products: false,
      loops: [
        ({ list, scratch }) => {
          const a = f.let(abs(load(list(LOGITS))));
          requirements.require(isAtMost(a, limit!));
          f.emit(store(scratch(0), exp(f, constant, negative(a))));
        },
        ({ scratch }) => {
          f.emit(store(scratch(1), log1p(f, constant, f.let(load(scratch(0))))));
        },
        ({ list, scratch }) => {
          const z = f.let(load(list(LOGITS)));
          const y = f.let(load(list(TARGETS)));
          const e = f.let(load(scratch(0)));
          const tail = f.let(load(scratch(1)));
          const one = constant(1);
          const none = constant(0);
          requirements.require(and(isAtLeast(y, none), isAtMost(y, one)));
          const up = f.let(isGreater(z, none));
          const part = f.let(div(one, add(one, e)));
          const p = f.let(mul(choose(up, one, e), part));
          const q = f.let(mul(choose(up, e, one), part));
          const surprisalOfOne = f.let(add(tail, larger(negative(z), none)));
          const surprisalOfZero = f.let(add(tail, larger(z, none)));
          const fade = (x: V128, surprisal: V128): V128 =>
            gammaIsTwo ? mul(x, x) : exp(f, constant, f.let(negative(mul(gamma!, surprisal))));
          const ones = f.let(mul(mul(onesWeight!, y), fade(q, surprisalOfZero)));
          const zeros = f.let(mul(mul(zerosWeight!, sub(one, y)), fade(p, surprisalOfOne)));
          const loss = f.let(add(mul(ones, surprisalOfOne), mul(zeros, surprisalOfZero)));
          const slopeOfZeros = mul(zeros, add(mul(mul(gamma!, q), surprisalOfZero), p));
          const slopeOfOnes = mul(ones, add(mul(mul(gamma!, p), surprisalOfOne), q));
          f.emit(store(list(LOGITS), mul(scale!, sub(slopeOfZeros, slopeOfOnes))));
          f.emit(store(list(TARGETS), loss));
          sum.add(loss);
        },
      ],
    }),
  );

const kernel = kernelOf((constant) => ({
  squared: focal(constant, true),
  general: focal(constant, false),
}));

/** As the plain form. */
export function simdForm(
  logits: TypedNumbers,
  targets: TypedNumbers,
  weights: FocalWeights,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form | undefined {
  if (logits.length < CHUNK) return undefined;
  const instance = kernel();
  if (instance === undefined) return undefined;
  const z = listOf(instance, LOGITS);
  const y = listOf(instance, TARGETS);
  const { ones, zeros, gamma } = weights;
  const call = gamma === 2 ? instance.call.squared! : instance.call.general!;
  const run = (start: number, end: number): boolean => {
    const count = end - start;
    place(z, logits, start, end);
    place(y, targets, start, end);
    call(8 * count, scale, ones, zeros, gamma, focalLimit(gamma));
    if (wasRefused(instance)) return false;
    gradient.set(z.subarray(0, count), start);
    losses?.set(y.subarray(0, count), start);
    addLanes(sum, instance);
    return true;
  };
  return { block: BLOCK, multiple: CHUNK, run };
}
