import { checkFinite } from "../../numeric/checks.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { batchBuffers, checkBatchLength } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";

/**
 * squaredError over a batch: the mean squared error and its gradient 2(μ − y)/N.
 *
 * Shapes  predictions [N], targets [N] → value scalar, gradient [N].
 * Errors  DomainError if lengths differ or a number is not finite.
 * Source  as squaredError, its test oracle.
 */
export function squaredErrorBatch(
  predictions: Float64Array,
  targets: Float64Array,
  options: BatchOptions = {},
): BatchLoss {
  checkBatchLength(predictions, targets);
  const { scale, gradient, losses } = batchBuffers(predictions.length, predictions.length, options);
  const sum = new RunningSum();
  for (let n = 0; n < predictions.length; n++) {
    const residual = predictions[n]! - targets[n]!;
    if (!(Math.abs(residual) < Infinity)) {
      checkFinite(`predictions[${n}]`, predictions[n]!);
      checkFinite(`targets[${n}]`, targets[n]!);
    }
    const loss = residual * residual;
    gradient[n] = scale * 2 * residual;
    if (losses !== undefined) losses[n] = loss;
    sum.add(loss);
  }
  return { value: scale * sum.total, gradient };
}
