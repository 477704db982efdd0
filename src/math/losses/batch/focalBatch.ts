import {
  checkInterval,
  checkLogit,
  checkNonNegative,
  checkProbability,
} from "../../numeric/checks.js";
import { RunningSum } from "../../numeric/runningSum.js";
import type { Numbers } from "../../numeric/numbers.js";
import type { TypedNumbers } from "../../numeric/vector.js";
import { batchBuffers, checkBatchLength, typedNumbers, checkBatchOptions } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";
import { PLAIN_BLOCK, runForms } from "./forms.js";
import type { Form } from "./forms.js";
import { plainForm } from "./plain/focal.js";
import type { FocalWeights } from "./plain/focal.js";
import { simdForm } from "./simd/focal.js";

export interface FocalBatchOptions extends BatchOptions {
  readonly gamma?: number;
  readonly alpha?: number | null;
}

/**
 * focal over a batch: one exponential gives softplus(±u) and σ(±u).
 *
 *     a = softplus(u),  b = softplus(−u),  fade = e^{−γa};   loss α_t·fade·b,   slope α_t·fade·(−γ p_t b − (1 − p_t))
 *
 * Shapes  logits [N], targets [N], typed arrays of any kind → value scalar, gradient [N].
 * Errors  DomainError if lengths differ, γ < 0, α or a target is not between 0 and 1, or a logit is NaN.
 * Source  as focal, its test oracle.
 */
export function focalBatch(
  logits: Numbers,
  targets: Numbers,
  options: FocalBatchOptions = {},
): BatchLoss {
  checkBatchOptions(options, ["gamma", "alpha"]);
  const z = typedNumbers("logits", logits);
  const y = typedNumbers("targets", targets);
  checkBatchLength(z, y);
  const { gamma = 2, alpha = 0.25 } = options;
  checkNonNegative("gamma", gamma);
  if (alpha !== null) checkInterval("alpha", alpha, 0, 1);
  const weights = { ones: alpha ?? 1, zeros: alpha === null ? 1 : 1 - alpha, gamma };
  const { scale, gradient, losses } = batchBuffers(z.length, z.length, options);
  const sum = new RunningSum();
  const forms = [simdForm, plainForm, oneByOne].map((form) =>
    form(z, y, weights, scale, gradient, losses, sum),
  );
  runForms(forms, 0, z.length);
  return { value: scale * sum.total, gradient };
}

/** Takes infinite logits, and says which number is wrong. */
function oneByOne(
  logits: TypedNumbers,
  targets: TypedNumbers,
  weights: FocalWeights,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const { gamma } = weights;
  const run = (start: number, end: number): boolean => {
    for (let n = start; n < end; n++) {
      const z = logits[n]!;
      const y = targets[n]!;
      if (!(y >= 0 && y <= 1)) checkProbability(`targets[${n}]`, y);
      if (z !== z) checkLogit(`logits[${n}]`, z);
      const e = Math.exp(-Math.abs(z));
      const tail = Math.log1p(e);
      const high = 1 / (1 + e);
      const low = e / (1 + e);
      const up = z > 0 ? z + tail : tail; // softplus(z)
      const down = z > 0 ? tail : tail - z; // softplus(−z)
      const p = z > 0 ? high : low; // σ(z)
      const q = z > 0 ? low : high; // σ(−z)
      const ones = weights.ones * y;
      const zeros = weights.zeros * (1 - y);
      let loss = 0;
      let slope = 0;
      if (ones !== 0) {
        const fade = gamma === 0 ? 1 : Math.exp(-gamma * up);
        loss += ones * (fade === 0 ? 0 : fade * down);
        slope += ones * fade * (-gamma * (p === 0 ? 0 : p * down) - q);
      }
      if (zeros !== 0) {
        const fade = gamma === 0 ? 1 : Math.exp(-gamma * down);
        loss += zeros * (fade === 0 ? 0 : fade * up);
        slope -= zeros * fade * (-gamma * (q === 0 ? 0 : q * up) - p);
      }
      gradient[n] = scale * slope;
      if (losses !== undefined) losses[n] = loss;
      sum.add(loss);
    }
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}
