import { checkFinite, checkPositive } from "../../numeric/checks.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { batchBuffers, checkBatchLength } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";

export interface HuberBatchOptions extends BatchOptions {
  readonly delta?: number;
}

/**
 * huber over a batch, value and gradient in one pass.
 *
 * Shapes  predictions [N], targets [N] → value scalar, gradient [N].
 * Errors  DomainError if lengths differ, δ is not positive or a number is not finite.
 * Source  as huber, its test oracle.
 */
export function huberBatch(
  predictions: Float64Array,
  targets: Float64Array,
  options: HuberBatchOptions = {},
): BatchLoss {
  checkBatchLength(predictions, targets);
  const { delta = 1 } = options;
  checkPositive("delta", delta);
  const { scale, gradient, losses } = batchBuffers(predictions.length, predictions.length, options);
  const sum = new RunningSum();
  for (let n = 0; n < predictions.length; n++) {
    const residual = predictions[n]! - targets[n]!;
    const distance = Math.abs(residual);
    if (!(distance < Infinity)) {
      checkFinite(`predictions[${n}]`, predictions[n]!);
      checkFinite(`targets[${n}]`, targets[n]!);
    }
    const near = distance <= delta;
    const loss = near ? 0.5 * distance * distance : delta * (distance - 0.5 * delta);
    gradient[n] = scale * (near ? residual : residual > 0 ? delta : -delta);
    if (losses !== undefined) losses[n] = loss;
    sum.add(loss);
  }
  return { value: scale * sum.total, gradient };
}
