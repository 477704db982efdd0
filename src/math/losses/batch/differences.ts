import { checkFinite } from "../../numeric/checks.js";
import type { Numbers } from "../../numeric/numbers.js";
import { RunningSum } from "../../numeric/runningSum.js";
import type { TypedNumbers } from "../../numeric/vector.js";
import { batchBuffers, checkBatchLength, typedNumbers } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";
import { blockList, doublesOf, PLAIN_BLOCK, runForms } from "./forms.js";
import type { Form } from "./forms.js";

/** A loss of r = prediction − target. */
export interface DifferenceLoss {
  loss(residual: number): number;
  slope(residual: number): number;
  /**
   * The two fused over an even number of examples, places `start` to `end` of all three lists: writes scale·slope to
   * `gradient`, and adds the losses to `sum`. False, and nothing added, where they have no finite sum.
   *
   * Two examples in a turn, since a processor does both at once; nothing is called, since the call would cost as much;
   * and one place for all three lists, since others would cost a fifth of the whole.
   */
  pairs(
    predictions: Float64Array,
    targets: Float64Array,
    scale: number,
    gradient: Float64Array,
    start: number,
    end: number,
    sum: RunningSum,
  ): boolean;
}

/** The numbers from `start` to `end`, the first at place 0. */
function blockOf(values: TypedNumbers, start: number, end: number, room: Float64Array) {
  const doubles = doublesOf(values, start, end, room);
  return doubles.data.subarray(doubles.start, doubles.start + end - start);
}

const predictionRoom = blockList();
const targetRoom = blockList();

/** The batch form of such a loss; `simd` is its WebAssembly form, where that is faster than the loop. */
export function differenceBatch(
  predictions: Numbers,
  targets: Numbers,
  options: BatchOptions,
  of: DifferenceLoss,
  simd?: (
    p: TypedNumbers,
    t: TypedNumbers,
    scale: number,
    gradient: Float64Array,
    sum: RunningSum,
  ) => Form | undefined,
): BatchLoss {
  const p = typedNumbers("predictions", predictions);
  const t = typedNumbers("targets", targets);
  checkBatchLength(p, t);
  const { scale, gradient, losses } = batchBuffers(p.length, p.length, options);
  const sum = new RunningSum();
  const pairs = (start: number, end: number): boolean => {
    if (p instanceof Float64Array && t instanceof Float64Array) {
      return of.pairs(p, t, scale, gradient, start, end, sum);
    }
    const from = blockOf(p, start, end, predictionRoom);
    const to = blockOf(t, start, end, targetRoom);
    return of.pairs(from, to, scale, gradient.subarray(start, end), 0, end - start, sum);
  };
  const oneByOne = (start: number, end: number): boolean => {
    for (let n = start; n < end; n++) {
      const residual = p[n]! - t[n]!;
      if (!(Math.abs(residual) < Infinity)) {
        checkFinite(`predictions[${n}]`, p[n]!);
        checkFinite(`targets[${n}]`, t[n]!);
      }
      gradient[n] = scale * of.slope(residual);
      sum.add(of.loss(residual));
    }
    return true;
  };
  if (losses !== undefined) {
    // First, since the gradient may be written over the predictions.
    for (let n = 0; n < p.length; n++) losses[n] = of.loss(p[n]! - t[n]!);
  }
  const forms = [
    simd?.(p, t, scale, gradient, sum),
    { block: PLAIN_BLOCK, multiple: 2, run: pairs },
    { block: PLAIN_BLOCK, run: oneByOne },
  ];
  runForms(forms, 0, p.length);
  return { value: scale * sum.total, gradient };
}
