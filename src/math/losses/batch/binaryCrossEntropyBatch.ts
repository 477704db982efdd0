import { checkLogit, checkProbability, checkWeights } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { batchBuffers, checkBatchLength, checkWeightPer } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";

export interface BinaryCrossEntropyBatchOptions extends BatchOptions {
  /** posWeight per column, repeated along the rows: its length divides the number of logits. */
  readonly posWeight?: Float64Array;
  /** A weight per element. */
  readonly weight?: Float64Array;
}

/**
 * weightedBinaryCrossEntropyWithLogits over a batch: one exponential gives both softplus and σ.
 *
 *     e = e^{−|z|};  softplus(±z) = max(±z, 0) + log1p(e);  σ(|z|) = 1/(1 + e),  σ(−|z|) = e/(1 + e)
 *
 * Shapes  logits [N], targets [N] → value scalar, gradient [N].
 * Errors  DomainError if lengths differ, a logit is NaN, a target is not between 0 and 1, or a weight is negative.
 * Source  as binaryCrossEntropyWithLogits and its weighted form, its test oracles.
 */
export function binaryCrossEntropyBatch(
  logits: Float64Array,
  targets: Float64Array,
  options: BinaryCrossEntropyBatchOptions = {},
): BatchLoss {
  checkBatchLength(logits, targets);
  const { posWeight, weight } = options;
  if (posWeight !== undefined) {
    checkWeights("posWeight", posWeight);
    if (posWeight.length === 0 || logits.length % posWeight.length !== 0) {
      throw new DomainError(
        `posWeight must have a number per column, got ${posWeight.length} for ${logits.length} logits`,
      );
    }
  }
  checkWeightPer("logit", logits.length, weight);
  const { scale, gradient, losses } = batchBuffers(logits.length, logits.length, options);
  const sum = new RunningSum();
  for (let n = 0; n < logits.length; n++) {
    const z = logits[n]!;
    const y = targets[n]!;
    if (!(y >= 0 && y <= 1)) checkProbability(`targets[${n}]`, y);
    if (z !== z) checkLogit(`logits[${n}]`, z);
    const w = weight === undefined ? 1 : weight[n]!;
    const ones = w * y * (posWeight === undefined ? 1 : posWeight[n % posWeight.length]!);
    const zeros = w * (1 - y);
    const e = Math.exp(-Math.abs(z));
    const tail = Math.log1p(e);
    const high = 1 / (1 + e);
    const low = e / (1 + e);
    const plus = z > 0;
    let loss = 0;
    if (ones !== 0) loss += ones * (plus ? tail : tail - z);
    if (zeros !== 0) loss += zeros * (plus ? z + tail : tail);
    gradient[n] = scale * (plus ? zeros * high - ones * low : zeros * low - ones * high);
    if (losses !== undefined) losses[n] = loss;
    sum.add(loss);
  }
  return { value: scale * sum.total, gradient };
}
