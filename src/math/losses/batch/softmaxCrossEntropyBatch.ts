import { checkInteger, checkLabel, checkLogits, checkProbability } from "../../numeric/checks.js";
import type { Numbers } from "../../numeric/numbers.js";
import { RunningSum } from "../../numeric/runningSum.js";
import type { TypedNumbers } from "../../numeric/vector.js";
import { batchBuffers, checkWeightPer, typedNumbers, checkBatchOptions } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";
import { PLAIN_BLOCK, runForms } from "./forms.js";
import type { Form } from "./forms.js";
import { plainForm } from "./plain/softmaxCrossEntropy.js";
import { plainForm as plainSoftForm } from "./plain/softCrossEntropy.js";
import { softRow } from "./oneSoftRow.js";
import { checkRows, labelRows } from "./rows.js";
import { simdForm } from "./simd/softmaxCrossEntropy.js";
import { simdForm as simdSoftForm } from "./simd/softCrossEntropy.js";
import { smoothedRows } from "./softRows.js";

export interface SoftmaxCrossEntropyBatchOptions extends BatchOptions {
  /** A weight per class, [K]. */
  readonly weight?: Numbers;
  /** ε of label smoothing; 0 by default. */
  readonly labelSmoothing?: number;
  /** Rows with this label count nothing. */
  readonly ignoreIndex?: number;
}

/**
 * crossEntropyWithLogitsAndLabel over a batch, value and gradient in one pass.
 *
 *     value = scale · Σₙ w_{yₙ} nₙ,   nₙ = (m − z_y) + log1p(S)
 *     ∂/∂zₖ = scale · w_y · pₖ,  −scale · w_y · (1 − p_y) at the label
 *
 * With label smoothing ε the target of row n is (1 − ε)·w_y at the label plus (ε/K)·wₖ everywhere.
 * Shapes  logits [N·K] row by row, labels [N], typed arrays of any kind → value scalar, gradient [N·K].
 * Errors  DomainError if lengths differ, a label is no class index and not ignoreIndex, or logits are NaN, +Infinity or all −Infinity in a row.
 * Source  as crossEntropyWithLogitsAndLabel, its test oracle; PyTorch documentation, CrossEntropyLoss.
 */
export function softmaxCrossEntropyBatch(
  logits: Numbers,
  classes: number,
  labels: Numbers,
  options: SoftmaxCrossEntropyBatchOptions = {},
): BatchLoss {
  checkBatchOptions(options, ["weight", "labelSmoothing", "ignoreIndex"]);
  const z = typedNumbers("logits", logits);
  const y = typedNumbers("labels", labels);
  checkInteger("classes", classes, 1);
  checkRows(z, classes, y.length * classes, "labels");
  const { labelSmoothing = 0, ignoreIndex } = options;
  if (ignoreIndex !== undefined) checkInteger("ignoreIndex", ignoreIndex);
  checkProbability("labelSmoothing", labelSmoothing);
  const weight = options.weight && typedNumbers("weight", options.weight);
  checkWeightPer("class", classes, weight);
  const { scale, gradient, losses } = batchBuffers(y.length, z.length, options);
  const sum = new RunningSum();
  const found = labelRows(y, classes, weight, ignoreIndex);
  const results = [scale, gradient, losses, sum] as const;
  let forms: (Form | undefined)[];
  if (labelSmoothing === 0) {
    forms = [simdForm, plainForm].map((form) => form(z, classes, found, ...results));
  } else {
    const shares = smoothedRows(found, classes, weight, labelSmoothing);
    forms = [simdSoftForm, plainSoftForm].map((form) => form(z, classes, shares, ...results));
  }
  const settings = { weight, labelSmoothing, ignoreIndex, scale, gradient, losses };
  runForms([...forms, rowByRow(z, classes, y, settings, sum)], 0, y.length);
  return { value: scale * sum.total, gradient };
}

interface Settings {
  readonly weight: TypedNumbers | undefined;
  readonly labelSmoothing: number;
  readonly ignoreIndex: number | undefined;
  readonly scale: number;
  readonly gradient: Float64Array;
  readonly losses: Float64Array | undefined;
}

/** Takes every row that is allowed, and says what is wrong in another. */
function rowByRow(
  logits: TypedNumbers,
  classes: number,
  labels: TypedNumbers,
  { weight, labelSmoothing, ignoreIndex, scale, gradient, losses }: Settings,
  sum: RunningSum,
): Form {
  const shares = new Float64Array(classes);
  const run = (from: number, to: number): boolean => {
    for (let n = from; n < to; n++) {
      const label = labels[n]!;
      const start = n * classes;
      if (label === ignoreIndex) {
        gradient.fill(0, start, start + classes);
        if (losses !== undefined) losses[n] = 0;
        continue;
      }
      checkLabel(`labels[${n}]`, label, classes);
      // Also of a weight of 0: a row that counts has to be valid.
      checkLogits(`logits of row ${n}`, logits.subarray(start, start + classes));
      const spread = labelSmoothing / classes;
      for (let k = 0; k < classes; k++)
        shares[k] = spread * (weight === undefined ? 1 : weight[k]!);
      shares[label]! += (1 - labelSmoothing) * (weight === undefined ? 1 : weight[label]!);
      const loss = softRow(logits, start, classes, shares, scale, gradient);
      if (losses !== undefined) losses[n] = loss;
      sum.add(loss);
    }
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}
