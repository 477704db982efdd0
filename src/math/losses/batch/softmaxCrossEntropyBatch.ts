import { checkLabel, checkLogits, checkWeights } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { batchBuffers, checkWeightPer } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";

export interface SoftmaxCrossEntropyBatchOptions extends BatchOptions {
  /** A weight per class, [K]. */
  readonly weight?: Float64Array;
  /** ε of label smoothing; 0 by default. */
  readonly labelSmoothing?: number;
  /** Rows with this label count nothing. */
  readonly ignoreIndex?: number;
}

/**
 * Row softmax for the fused passes: writes e^{zₖ−m} into `out`, 1 at the largest, and returns S, the sum of
 * the others. NaN, +Infinity and all −Infinity are found on the way: the sum or the maximum shows them.
 */
function exponentials(
  logits: Float64Array,
  start: number,
  classes: number,
  out: Float64Array,
  state: { argmax: number; max: number },
): number {
  const end = start + classes;
  let a = start;
  let max = logits[start]!;
  for (let i = start + 1; i < end; i++) {
    const z = logits[i]!;
    if (z > max) {
      max = z;
      a = i;
    }
  }
  let rest = 0;
  for (let i = start; i < a; i++) {
    const e = Math.exp(logits[i]! - max);
    out[i] = e;
    rest += e;
  }
  out[a] = 1;
  for (let i = a + 1; i < end; i++) {
    const e = Math.exp(logits[i]! - max);
    out[i] = e;
    rest += e;
  }
  // Only a row that is not allowed has no finite sum or no finite maximum; checkLogits says which.
  if (!(rest < Infinity) || !(Math.abs(max) < Infinity)) {
    checkLogits(`logits of row ${start / classes}`, logits.subarray(start, end));
  }
  state.argmax = a;
  state.max = max;
  return rest;
}

/**
 * crossEntropyWithLogitsAndLabel over a batch, value and gradient in one pass.
 *
 *     value = scale · Σₙ w_{yₙ} nₙ,   nₙ = (m − z_y) + log1p(S)
 *     ∂/∂zₖ = scale · w_y · pₖ,  −scale · w_y · (1 − p_y) at the label
 *
 * With label smoothing ε the target of row n is (1 − ε)·w_y at the label plus (ε/K)·wₖ everywhere.
 * Shapes  logits [N·K] row by row, labels [N] → value scalar, gradient [N·K].
 * Errors  DomainError if lengths differ, a label is no class index and not ignoreIndex, or logits are NaN, +Infinity or all −Infinity in a row.
 * Source  as crossEntropyWithLogitsAndLabel, its test oracle; PyTorch documentation, CrossEntropyLoss.
 */
export function softmaxCrossEntropyBatch(
  logits: Float64Array,
  classes: number,
  labels: ArrayLike<number>,
  options: SoftmaxCrossEntropyBatchOptions = {},
): BatchLoss {
  const rows = labels.length;
  checkShape(logits, classes, rows * classes, "labels");
  const { weight, labelSmoothing = 0, ignoreIndex } = options;
  checkWeightPer("class", classes, weight);
  if (labelSmoothing !== 0) {
    return smoothed(logits, classes, labels, labelSmoothing, options);
  }
  const { scale, gradient, losses } = batchBuffers(rows, logits.length, options);
  const state = { argmax: 0, max: 0 };
  const sum = new RunningSum();
  for (let n = 0; n < rows; n++) {
    const label = labels[n]!;
    const start = n * classes;
    if (label === ignoreIndex) {
      gradient.fill(0, start, start + classes);
      if (losses !== undefined) losses[n] = 0;
      continue;
    }
    // The integer test is inlined: a label is read once per row.
    if (!(label >= 0 && label < classes && Math.floor(label) === label)) {
      checkLabel(`labels[${n}]`, label, classes);
    }
    const w = weight === undefined ? 1 : weight[label]!;
    const rest = exponentials(logits, start, classes, gradient, state);
    const position = start + label;
    const surprisal = state.max - logits[position]! + Math.log1p(rest);
    const loss = w === 0 ? 0 : w * surprisal;
    const factor = (scale * w) / (1 + rest);
    // 1 − p_y times 1 + S: S itself at the largest, else the sum less one term below it.
    const others = position === state.argmax ? rest : 1 + rest - gradient[position]!;
    const end = start + classes;
    for (let i = start; i < end; i++) gradient[i]! *= factor;
    gradient[position] = -factor * others;
    if (losses !== undefined) losses[n] = loss;
    sum.add(loss);
  }
  return { value: scale * sum.total, gradient };
}

/**
 * crossEntropyWithLogits over a batch of target distributions (weights of any sum), value and gradient in one pass.
 *
 *     tₖ ← wₖ·tₖ;  value = scale · Σₙ Σₖ tₖ nₖ;   ∂/∂zₖ = scale · ((T − tₖ)·pₖ − tₖ·(1 − pₖ)),  T = Σ tₖ
 *
 * Shapes  logits [N·K], target [N·K] row by row → value scalar, gradient [N·K].
 * Errors  DomainError if lengths differ, a target is negative or NaN, or logits are NaN, +Infinity or all −Infinity in a row.
 * Source  as crossEntropyWithLogits, its test oracle.
 */
export function softCrossEntropyBatch(
  logits: Float64Array,
  classes: number,
  target: Float64Array,
  options: Omit<SoftmaxCrossEntropyBatchOptions, "ignoreIndex"> = {},
): BatchLoss {
  checkShape(logits, classes, target.length, "target");
  const { weight, labelSmoothing = 0 } = options;
  checkWeightPer("class", classes, weight);
  const rows = target.length / classes;
  const { scale, gradient, losses } = batchBuffers(rows, logits.length, options);
  const effective = new Float64Array(classes);
  const sum = new RunningSum();
  for (let n = 0; n < rows; n++) {
    const start = n * classes;
    for (let k = 0; k < classes; k++) {
      const t = target[start + k]!;
      if (!(t >= 0 && t < Infinity)) {
        checkWeights(`target of row ${n}`, target.subarray(start, start + classes));
      }
      const mixed = (1 - labelSmoothing) * t + labelSmoothing / classes;
      effective[k] = weight === undefined ? mixed : weight[k]! * mixed;
    }
    const loss = softRow(logits, start, classes, effective, scale, gradient);
    if (losses !== undefined) losses[n] = loss;
    sum.add(loss);
  }
  return { value: scale * sum.total, gradient };
}

function smoothed(
  logits: Float64Array,
  classes: number,
  labels: ArrayLike<number>,
  smoothing: number,
  options: SoftmaxCrossEntropyBatchOptions,
): BatchLoss {
  const { weight, ignoreIndex } = options;
  const rows = labels.length;
  const { scale, gradient, losses } = batchBuffers(rows, logits.length, options);
  const effective = new Float64Array(classes);
  const sum = new RunningSum();
  for (let n = 0; n < rows; n++) {
    const start = n * classes;
    const label = labels[n]!;
    if (label === ignoreIndex) {
      gradient.fill(0, start, start + classes);
      if (losses !== undefined) losses[n] = 0;
      continue;
    }
    checkLabel(`labels[${n}]`, label, classes);
    for (let k = 0; k < classes; k++) {
      effective[k] = (smoothing / classes) * (weight === undefined ? 1 : weight[k]!);
    }
    effective[label]! += (1 - smoothing) * (weight === undefined ? 1 : weight[label]!);
    const loss = softRow(logits, start, classes, effective, scale, gradient);
    if (losses !== undefined) losses[n] = loss;
    sum.add(loss);
  }
  return { value: scale * sum.total, gradient };
}

const rowState = { argmax: 0, max: 0 };

/** One row against the target `t`: returns its loss and writes its scaled gradient. */
function softRow(
  logits: Float64Array,
  start: number,
  classes: number,
  t: Float64Array,
  scale: number,
  gradient: Float64Array,
): number {
  const rest = exponentials(logits, start, classes, gradient, rowState);
  const { argmax, max } = rowState;
  const logNormaliser = Math.log1p(rest);
  let sum = 0;
  let loss = 0;
  for (let k = 0; k < classes; k++) {
    const tk = t[k]!;
    if (tk === 0) continue;
    sum += tk;
    loss += tk * (max - logits[start + k]! + logNormaliser);
  }
  const normaliser = 1 / (1 + rest);
  for (let k = 0; k < classes; k++) {
    const tk = t[k]!;
    const p = gradient[start + k]! * normaliser;
    const q = start + k === argmax ? rest * normaliser : 1 - p;
    gradient[start + k] = scale * ((sum - tk) * p - tk * q);
  }
  return loss;
}

function checkShape(logits: Float64Array, classes: number, expected: number, name: string): void {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new DomainError(`classes must be a whole number of at least 1, got ${classes}`);
  }
  if (logits.length !== expected || logits.length % classes !== 0) {
    throw new DomainError(
      `${name} must fit logits of ${logits.length} numbers in rows of ${classes}, got ${expected} for them`,
    );
  }
}
