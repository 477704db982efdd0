import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import {
  abs,
  isLess,
  larger,
  load,
  mul,
  negative,
  smaller,
  store,
  sub,
} from "../../../numeric/wasm/assembler.js";
import { CHUNK, overChunks } from "../../../numeric/wasm/chunks.js";
import { kernelOf } from "../../../numeric/wasm/form.js";
import { BLOCK } from "../../../numeric/wasm/kernel.js";
import type { Form } from "../forms.js";
import { addLanes, listOf, place, wasRefused } from "./results.js";

const PREDICTIONS = 0; // and their gradient
const TARGETS = 1;

const kernel = kernelOf((constant) => ({
  huber: overChunks(constant, 2, (f, [scale, delta], sum, requirements) => ({
    products: false,
    loops: [
      ({ list }) => {
        const residual = f.let(sub(load(list(PREDICTIONS)), load(list(TARGETS))));
        requirements.require(isLess(abs(residual), constant(Infinity)));
        const cut = f.let(larger(smaller(residual, delta!), negative(delta!)));
        f.emit(store(list(PREDICTIONS), mul(scale!, cut)));
        sum.add(f.let(mul(cut, sub(residual, mul(constant(0.5), cut)))));
      },
    ],
  })),
}));

/** As the plain form. Copying to memory and back is paid for by the choice of three, which costs nothing here. */
export const huberSimdForm =
  (delta: number) =>
  (
    predictions: TypedNumbers,
    targets: TypedNumbers,
    scale: number,
    gradient: Float64Array,
    sum: RunningSum,
  ): Form | undefined => {
    if (predictions.length < CHUNK) return undefined;
    const instance = kernel();
    if (instance === undefined) return undefined;
    const p = listOf(instance, PREDICTIONS);
    const t = listOf(instance, TARGETS);
    const run = (start: number, end: number): boolean => {
      const count = end - start;
      place(p, predictions, start, end);
      place(t, targets, start, end);
      instance.call.huber!(8 * count, scale, delta);
      if (wasRefused(instance)) return false;
      gradient.set(p.subarray(0, count), start);
      addLanes(sum, instance);
      return true;
    };
    return { block: BLOCK, multiple: CHUNK, run };
  };
