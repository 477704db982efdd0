import { checkOptions } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Matrix } from "../../numeric/matrix.js";
import { describeShape, flatten, sameShape, shapedLike, unflatten } from "../../numeric/nested.js";
import type { Nested } from "../../numeric/nested.js";
import { binaryCrossEntropyBatch } from "./binaryCrossEntropyBatch.js";
import { checkReduction, emptyMean } from "./reduction.js";
import type { Empty, GradientOf, LossResult, ElementsValue, Reduction } from "./reduction.js";

export interface BinaryCrossEntropyWithLogitsBatchOptions<R extends Reduction = Reduction> {
  /** A factor per element, broadcast to the logits' shape; 1 by default. */
  readonly weight?: Nested;
  /** How many zeros a one is worth, broadcast to the logits' shape (a number per class along the last axis); 1 by default. */
  readonly posWeight?: Nested;
  /** `mean` by default: over elements. */
  readonly reduction?: R;
  /** What a mean over no element is; `error` by default. */
  readonly empty?: Empty;
}

/** Repeats `value` along the axes it lacks or has once, from the last axis on, as NumPy does. */
function broadcast(name: string, value: Nested, shape: readonly number[]): Float64Array {
  const flat = flatten(name, value);
  const missing = shape.length - flat.shape.length;
  const fits =
    missing >= 0 &&
    flat.shape.every((length, axis) => length === 1 || length === shape[axis + missing]);
  if (!fits) {
    throw new DomainError(
      `${name} must broadcast to ${describeShape(shape)}, got ${describeShape(flat.shape)}`,
    );
  }
  const strides = new Array<number>(shape.length).fill(0);
  let stride = 1;
  for (let axis = flat.shape.length - 1; axis >= 0; axis--) {
    if (flat.shape[axis]! > 1) strides[axis + missing] = stride;
    stride *= flat.shape[axis]!;
  }
  const size = shape.reduce((product, length) => product * length, 1);
  return Float64Array.from({ length: size }, (_, index) => {
    let rest = index;
    let position = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position += (rest % shape[axis]!) * strides[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return flat.data[position]!;
  });
}

/**
 * Binary cross-entropy of a batch of logits, with the semantics of PyTorch's BCEWithLogitsLoss.
 *
 *     ℓ = w·[c·y·softplus(−z) + (1 − y)·softplus(z)],   c = posWeight;   mean = Σ ℓ / (number of elements)
 *     ∂ℓ/∂z = w·[(1 − y)·σ(z) − c·y·σ(−z)]
 *
 * Shapes  logits of any shape (nested, or a matrix view), target of the same shape. Returns the value (for
 *         `none` the losses, of that shape) and the gradient, of that shape; of the sum for `none`.
 * Units   nats times the weights. Logits may be ±Infinity; +Infinity on the wrong side.
 * Errors  DomainError if shapes differ, a logit is NaN, a target is not between 0 and 1, a weight is negative
 *         or does not broadcast, an option is unknown, or a mean has no element and `empty` is not given.
 * Source  PyTorch 2 documentation, torch.nn.BCEWithLogitsLoss; values exact where its are 0.
 */
export function binaryCrossEntropyWithLogitsBatch<
  Logits extends Nested | Matrix,
  R extends Reduction = "mean",
>(
  logits: Logits,
  target: Nested | Matrix,
  options: BinaryCrossEntropyWithLogitsBatchOptions<R> = {},
): LossResult<ElementsValue<Logits, R>, GradientOf<Logits>> {
  checkOptions("binaryCrossEntropyWithLogitsBatch", options, [
    "weight",
    "posWeight",
    "reduction",
    "empty",
  ]);
  const { empty = "error" } = options;
  const reduction: Reduction = options.reduction === undefined ? "mean" : options.reduction;
  checkReduction(reduction, empty);
  const z = flatten("logits", logits);
  const y = flatten("target", target);
  if (!sameShape(z.shape, y.shape)) {
    throw new DomainError(
      `target must have the logits' ${describeShape(z.shape)}, got ${describeShape(y.shape)}`,
    );
  }
  const { weight, posWeight } = options;
  const count = z.data.length;
  const result = (value: Nested, data: Float64Array) =>
    ({ value, gradient: shapedLike(logits, { shape: z.shape, data }) }) as LossResult<
      ElementsValue<Logits, R>,
      GradientOf<Logits>
    >;
  const losses = reduction === "none" ? new Float64Array(count) : undefined;
  if (count === 0) {
    const value = reduction === "mean" ? emptyMean(empty, "at least one element") : 0;
    return result(losses === undefined ? value : unflatten(z), new Float64Array(0));
  }
  const batch = binaryCrossEntropyBatch(z.data, y.data, {
    weight: weight === undefined ? undefined : broadcast("weight", weight, z.shape),
    posWeight: posWeight === undefined ? undefined : broadcast("posWeight", posWeight, z.shape),
    scale: reduction === "mean" ? 1 / count : 1,
    losses,
  });
  const value = losses === undefined ? batch.value : unflatten({ shape: z.shape, data: losses });
  return result(value, batch.gradient);
}
