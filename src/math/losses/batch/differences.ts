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
   * The two fused over an even number of examples from place `start` on: writes scale·slope to `gradient`, and adds the
   * losses to `sum`. False, and nothing added, where they have no finite sum.
   *
   * Two examples in a turn, since a processor does both at once; nothing is called, since the call would cost as much.
   */
  pairs(
    predictions: Float64Array,
    predictionsStart: number,
    targets: Float64Array,
    targetsStart: number,
    count: number,
    scale: number,
    gradient: Float64Array,
    start: number,
    sum: RunningSum,
  ): boolean;
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
    const from = doublesOf(p, start, end, predictionRoom);
    const to = doublesOf(t, start, end, targetRoom);
    const { data, start: at } = from;
    return of.pairs(data, at, to.data, to.start, end - start, scale, gradient, start, sum);
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
