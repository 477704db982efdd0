import { DomainError } from "../../numeric/domainError.js";
import type { Matrix } from "../../numeric/matrix.js";

/** How the losses of a batch become its value. */
export type Reduction = "mean" | "sum" | "none";

/** What a mean over nothing is: a DomainError by default, or PyTorch's NaN, or 0. The gradient is then 0. */
export type Empty = "error" | "nan" | "zero";

/** A value and the gradient of the logits' shape; the gradient of the sum where the reduction is `none`. */
export interface LossResult<Value, Logits> {
  /** A number; for `none` the losses, of the target's shape. */
  readonly value: Value;
  readonly gradient: Logits;
}

/** The gradient's type: nested plain arrays as deep as the logits, or a matrix. */
export type GradientOf<Logits> = Logits extends Matrix
  ? Matrix
  : Logits extends number
    ? number
    : Logits extends ArrayLike<infer Row>
      ? GradientOf<Row>[]
      : never;

/** The losses of the rows for `none`: the logits without their class axis. One number otherwise. */
export type RowsValue<Logits, R extends Reduction> = R extends "none"
  ? Logits extends Matrix
    ? number[]
    : GradientOf<Logits> extends (infer Row)[]
      ? Row
      : never
  : number;

/** The losses of the elements for `none`: of the logits' shape. One number otherwise. */
export type ElementsValue<Logits, R extends Reduction> = R extends "none"
  ? Logits extends Matrix
    ? number[][]
    : GradientOf<Logits>
  : number;

export function checkReduction(reduction: string, empty: string): void {
  if (reduction !== "mean" && reduction !== "sum" && reduction !== "none") {
    throw new DomainError(
      `reduction must be "mean", "sum" or "none", got ${JSON.stringify(reduction)}`,
    );
  }
  if (empty !== "error" && empty !== "nan" && empty !== "zero") {
    throw new DomainError(`empty must be "error", "nan" or "zero", got ${JSON.stringify(empty)}`);
  }
}

/** The value of a mean over nothing. */
export function emptyMean(empty: Empty, what: string): number {
  if (empty === "error") {
    throw new DomainError(
      `the mean needs ${what}; use reduction "sum", or empty: "zero" or "nan" (PyTorch's answer)`,
    );
  }
  return empty === "nan" ? NaN : 0;
}
