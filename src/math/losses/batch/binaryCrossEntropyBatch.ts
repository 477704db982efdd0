import { checkLogit, checkProbability, checkWeights } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { RunningSum } from "../../numeric/runningSum.js";
import type { Numbers } from "../../numeric/numbers.js";
import type { TypedNumbers } from "../../numeric/vector.js";
import {
  batchBuffers,
  checkBatchLength,
  checkWeightPer,
  typedNumbers,
  checkBatchOptions,
} from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";
import { PLAIN_BLOCK, runForms } from "./forms.js";
import type { Form } from "./forms.js";
import { plainForm, plainWeightedForm } from "./plain/binaryCrossEntropy.js";
import { sidesOf } from "./sides.js";
import { simdForm, simdWeightedForm } from "./simd/binaryCrossEntropy.js";

export interface BinaryCrossEntropyBatchOptions extends BatchOptions {
  /** posWeight per column, repeated along the rows: its length divides the number of logits. */
  readonly posWeight?: Numbers;
  /** A weight per element. */
  readonly weight?: Numbers;
}

/**
 * weightedBinaryCrossEntropyWithLogits over a batch: one exponential gives both softplus and σ.
 *
 *     e = e^{−|z|};  softplus(±z) = max(±z, 0) + log1p(e);  σ(|z|) = 1/(1 + e),  σ(−|z|) = e/(1 + e)
 *
 * Shapes  logits [N], targets [N], typed arrays of any kind → value scalar, gradient [N].
 * Errors  DomainError if lengths differ, a logit is NaN, a target is not between 0 and 1, or a weight is negative.
 * Source  as binaryCrossEntropyWithLogits and its weighted form, its test oracles.
 */
export function binaryCrossEntropyBatch(
  logits: Numbers,
  targets: Numbers,
  options: BinaryCrossEntropyBatchOptions = {},
): BatchLoss {
  checkBatchOptions(options, ["weight", "posWeight"]);
  const z = typedNumbers("logits", logits);
  const y = typedNumbers("targets", targets);
  checkBatchLength(z, y);
  const posWeight = options.posWeight && typedNumbers("posWeight", options.posWeight);
  const weight = options.weight && typedNumbers("weight", options.weight);
  if (posWeight !== undefined) {
    checkWeights("posWeight", posWeight);
    if (posWeight.length === 0 || z.length % posWeight.length !== 0) {
      throw new DomainError(
        `posWeight must have a number per column, got ${posWeight.length} for ${z.length} logits`,
      );
    }
  }
  checkWeightPer("logit", z.length, weight);
  const { scale, gradient, losses } = batchBuffers(z.length, z.length, options);
  const sum = new RunningSum();
  const last = oneByOne(z, y, weight, posWeight, scale, gradient, losses, sum);
  if (weight === undefined && posWeight === undefined && losses === undefined) {
    const plain = plainForm(z, y, scale, gradient, sum);
    runForms([simdForm(z, y, scale, gradient, sum), plain, last], 0, z.length);
  } else {
    const sides = sidesOf(y, weight, posWeight);
    const plain = plainWeightedForm(z, sides, scale, gradient, losses, sum);
    runForms([simdWeightedForm(z, sides, scale, gradient, losses, sum), plain, last], 0, z.length);
  }
  return { value: scale * sum.total, gradient };
}

/** Takes infinite logits, and says which number is wrong. */
function oneByOne(
  logits: TypedNumbers,
  targets: TypedNumbers,
  weight: TypedNumbers | undefined,
  posWeight: TypedNumbers | undefined,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const run = (start: number, end: number): boolean => {
    for (let n = start; n < end; n++) {
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
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}
