import {
  checkInteger,
  checkLabel,
  checkOptions,
  checkProbability,
  checkWeights,
} from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Matrix } from "../../numeric/matrix.js";
import { describeShape, flatten, sameShape, shapedLike, unflatten } from "../../numeric/nested.js";
import type { Flat, Nested } from "../../numeric/nested.js";
import { numbersOf } from "../../numeric/numbers.js";
import type { Vector } from "../../numeric/vector.js";
import { checkWeightPer } from "./batchLoss.js";
import { checkReduction, emptyMean } from "./reduction.js";
import type { Empty, GradientOf, LossResult, RowsValue, Reduction } from "./reduction.js";
import { softCrossEntropyBatch } from "./softCrossEntropyBatch.js";
import { softmaxCrossEntropyBatch } from "./softmaxCrossEntropyBatch.js";

export interface CrossEntropyBatchOptions<R extends Reduction = Reduction> {
  /** A weight per class, [K]; all 1 by default. */
  readonly weight?: Vector;
  /** Labels with this value count nothing; −100 by default, and it may lie outside 0 … K − 1. */
  readonly ignoreIndex?: number;
  /** ε: the share of every target that is spread over all classes; 0 by default. */
  readonly labelSmoothing?: number;
  /** `mean` by default. */
  readonly reduction?: R;
  /** What a mean over nothing kept is; `error` by default. */
  readonly empty?: Empty;
}

/** The logits with the class axis last, as rows the kernels read, and the way back. */
interface Layout {
  readonly rows: Float64Array;
  readonly classes: number;
  /** N, d₁, …: the shape of the labels. */
  readonly outer: readonly number[];
  readonly toRows: (data: Float64Array) => Float64Array;
  readonly fromRows: (rows: Float64Array) => Float64Array;
}

/** (N, K, d₁, …) to (N·d₁·…, K): nothing moves where there is no d. */
function layoutOf({ shape, data }: Flat): Layout {
  const [examples = 0, classes, ...inner] = shape;
  if (classes === undefined) {
    const keep = (values: Float64Array): Float64Array => values;
    return { rows: data, classes: examples, outer: [], toRows: keep, fromRows: keep };
  }
  const stride = inner.reduce((product, length) => product * length, 1);
  const move = (from: Float64Array, back: boolean): Float64Array => {
    if (stride === 1) return from;
    const to = new Float64Array(from.length);
    for (let n = 0; n < examples; n++) {
      for (let k = 0; k < classes; k++) {
        for (let d = 0; d < stride; d++) {
          const nested = (n * classes + k) * stride + d;
          const row = (n * stride + d) * classes + k;
          if (back) to[nested] = from[row]!;
          else to[row] = from[nested]!;
        }
      }
    }
    return to;
  };
  return {
    rows: move(data, false),
    classes,
    outer: [examples, ...inner],
    toRows: (values) => move(values, false),
    fromRows: (values) => move(values, true),
  };
}

/**
 * Cross-entropy of a batch against softmax(logits), with the semantics of PyTorch's CrossEntropyLoss.
 *
 *     labels:         ℓₙ = w_y·(1 − ε)·(−ln p_y) + (ε/K) Σₖ wₖ·(−ln pₖ);   mean = Σ ℓₙ / Σ w_{yₙ} over the rows kept
 *     probabilities:  ℓₙ = Σₖ wₖ·((1 − ε)·tₖ + ε/K)·(−ln pₖ);               mean = Σ ℓₙ / (N·d₁·…), weighted or not
 *
 * So labels and one-hot targets agree without weights, and differ with weights under `mean`.
 * Shapes  logits [K] with a label or a target [K]; [N, K] (nested, or a matrix view) with labels [N] or
 *         targets [N, K]; [N, K, d₁, …] with labels [N, d₁, …] or targets of the logits' shape.
 *         A target of the logits' shape holds probabilities (non-negative weights of any sum), else labels.
 *         Returns the value (for `none` the losses, of the labels' shape) and the gradient, of the logits'
 *         shape; of the sum where the reduction is `none`.
 * Units   nats times the weights. +Infinity where a target has weight and its logit is −Infinity; a target of 0 adds 0.
 * Errors  DomainError if shapes do not fit, a label is no class index, a target or weight is negative or NaN,
 *         logits are NaN, +Infinity or all −Infinity, an option is unknown, ignoreIndex comes with probabilities,
 *         or a mean has nothing to average (no row kept, or Σ w = 0) and `empty` is not given.
 * Source  PyTorch 2 documentation, torch.nn.CrossEntropyLoss; values exact where its are 0 or NaN.
 */
export function crossEntropyBatch<Logits extends Nested | Matrix, R extends Reduction = "mean">(
  logits: Logits,
  target: Nested | Matrix | Int32Array,
  options: CrossEntropyBatchOptions<R> = {},
): LossResult<RowsValue<Logits, R>, GradientOf<Logits>> {
  checkOptions("crossEntropyBatch", options, [
    "weight",
    "ignoreIndex",
    "labelSmoothing",
    "reduction",
    "empty",
  ]);
  const { ignoreIndex, labelSmoothing = 0, empty = "error" } = options;
  if (ignoreIndex !== undefined) checkInteger("ignoreIndex", ignoreIndex);
  const reduction: Reduction = options.reduction === undefined ? "mean" : options.reduction;
  checkReduction(reduction, empty);
  checkProbability("labelSmoothing", labelSmoothing);
  const z = flatten("logits", logits);
  if (z.shape.length === 0) throw new DomainError("logits must be a list of numbers, got a number");
  const t = flatten("target", target instanceof Int32Array ? Float64Array.from(target) : target);
  const soft = sameShape(z.shape, t.shape) && z.data.length > 0;
  const layout = layoutOf(z);
  if (!soft && !sameShape(layout.outer, t.shape) && z.data.length > 0) {
    throw new DomainError(
      `target must have ${describeShape(layout.outer)} (labels) or ${describeShape(z.shape)} (probabilities), got ${describeShape(t.shape)}`,
    );
  }
  if (soft && ignoreIndex !== undefined && ignoreIndex >= 0) {
    throw new DomainError(
      `ignoreIndex must not be used with probability targets, got ${ignoreIndex}`,
    );
  }
  const weight = options.weight === undefined ? undefined : numbersOf("weight", options.weight);
  if (z.data.length > 0) checkWeightPer("class", layout.classes, weight);
  else if (weight !== undefined) checkWeights("weight", weight);

  const rows = z.data.length === 0 ? 0 : z.data.length / layout.classes;
  const ignored = ignoreIndex ?? -100;
  let divisor = rows;
  if (!soft) {
    divisor = 0;
    for (let n = 0; n < rows; n++) {
      const label = t.data[n]!;
      if (label === ignored) continue;
      checkLabel(rows === 1 ? "target" : `target[${n}]`, label, layout.classes);
      divisor += weight === undefined ? 1 : weight[label]!;
    }
  }
  const result = (value: Nested, data: Float64Array) =>
    ({ value, gradient: shapedLike(logits, { shape: z.shape, data }) }) as LossResult<
      RowsValue<Logits, R>,
      GradientOf<Logits>
    >;
  if (reduction === "mean" && divisor === 0) {
    const nothing = rows === 0 ? "at least one example" : "a row that is kept and has weight";
    return result(emptyMean(empty, nothing), new Float64Array(z.data.length));
  }
  const losses = reduction === "none" ? new Float64Array(rows) : undefined;
  const kernelOptions = {
    weight,
    labelSmoothing,
    scale: reduction === "mean" ? 1 / divisor : 1,
    losses,
  };
  const batch =
    rows === 0
      ? { value: 0, gradient: new Float64Array(0) }
      : soft
        ? softCrossEntropyBatch(layout.rows, layout.classes, layout.toRows(t.data), kernelOptions)
        : softmaxCrossEntropyBatch(layout.rows, layout.classes, t.data, {
            ...kernelOptions,
            ignoreIndex: ignored,
          });
  const value =
    losses === undefined
      ? batch.value
      : unflatten({ shape: rows === 0 ? [0] : layout.outer, data: losses });
  return result(value, layout.fromRows(batch.gradient));
}
