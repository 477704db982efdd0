import { checkLogits, checkProbability, checkWeights } from "../../numeric/checks.js";
import type { Numbers } from "../../numeric/numbers.js";
import { RunningSum } from "../../numeric/runningSum.js";
import type { TypedNumbers } from "../../numeric/vector.js";
import { batchBuffers, checkWeightPer, typedNumbers, checkBatchOptions } from "./batchLoss.js";
import type { BatchLoss } from "./batchLoss.js";
import { PLAIN_BLOCK, runForms } from "./forms.js";
import type { Form } from "./forms.js";
import { softRow } from "./oneSoftRow.js";
import { plainForm } from "./plain/softCrossEntropy.js";
import { checkRows } from "./rows.js";
import { simdForm } from "./simd/softCrossEntropy.js";
import { shareRows } from "./softRows.js";
import type { ShareRows } from "./softRows.js";
import type { SoftmaxCrossEntropyBatchOptions } from "./softmaxCrossEntropyBatch.js";

/**
 * crossEntropyWithLogits over a batch of target distributions (weights of any sum), value and gradient in one pass.
 *
 *     tₖ ← wₖ·tₖ;  value = scale · Σₙ Σₖ tₖ nₖ;   ∂/∂zₖ = scale · ((T − tₖ)·pₖ − tₖ·(1 − pₖ)),  T = Σ tₖ
 *
 * Shapes  logits [N·K], target [N·K] row by row, typed arrays of any kind → value scalar, gradient [N·K].
 * Errors  DomainError if lengths differ, a target is negative or NaN, or logits are NaN, +Infinity or all −Infinity in a row.
 * Source  as crossEntropyWithLogits, its test oracle.
 */
export function softCrossEntropyBatch(
  logits: Numbers,
  classes: number,
  target: Numbers,
  options: Omit<SoftmaxCrossEntropyBatchOptions, "ignoreIndex"> = {},
): BatchLoss {
  checkBatchOptions(options, ["weight", "labelSmoothing"]);
  const z = typedNumbers("logits", logits);
  const t = typedNumbers("target", target);
  checkRows(z, classes, t.length, "target");
  const { labelSmoothing = 0 } = options;
  checkProbability("labelSmoothing", labelSmoothing);
  const weight = options.weight && typedNumbers("weight", options.weight);
  checkWeightPer("class", classes, weight);
  const rows = t.length / classes;
  const { scale, gradient, losses } = batchBuffers(rows, z.length, options);
  const sum = new RunningSum();
  const shares = shareRows(t, classes, weight, labelSmoothing);
  const forms = [simdForm, plainForm].map((form) =>
    form(z, classes, shares, scale, gradient, losses, sum),
  );
  const last = rowByRow(z, classes, t, shares, scale, gradient, losses, sum);
  runForms([...forms, last], 0, rows);
  return { value: scale * sum.total, gradient };
}

/** Takes every row that is allowed, and says what is wrong in another. */
function rowByRow(
  logits: TypedNumbers,
  classes: number,
  target: TypedNumbers,
  shares: ShareRows,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const row = new Float64Array(classes);
  const run = (from: number, to: number): boolean => {
    for (let n = from; n < to; n++) {
      const [start, end] = [n * classes, (n + 1) * classes];
      if (!shares(n, n + 1, row, new Float64Array(1))) {
        checkWeights(`target of row ${n}`, target.subarray(start, end));
      }
      checkLogits(`logits of row ${n}`, logits.subarray(start, end));
      const loss = softRow(logits, start, classes, row, scale, gradient);
      if (losses !== undefined) losses[n] = loss;
      sum.add(loss);
    }
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}
