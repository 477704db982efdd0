import type { Quantity } from "./quantity.js";

/** The operators between two expressions. */
export type BinaryOperator = "+" | "-" | "*" | "/" | "^";

/** The comparisons an indicator can make. */
export type Comparison = "=" | "≠" | "<" | "≤" | ">" | "≥";

/** What is made of the terms over a range. */
export type RangeKind = "sum" | "product" | "maximum" | "minimum";

/** Which value of a function is meant: one that is attained, or the bound. */
export type OptimumGoal = "min" | "max" | "inf" | "sup";

/** `k = 1..K`, the range of a sum, a product or a vector. */
export interface Range {
  readonly index: string;
  readonly from: ExpressionNode;
  readonly to: ExpressionNode;
}

/**
 * An expression as a tree. `at` is the offset of its first character in the author's line, for carets.
 * Trees are never changed in place.
 */
export type ExpressionNode =
  | { readonly kind: "number"; readonly text: string; readonly at: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | {
      readonly kind: "index";
      readonly base: ExpressionNode;
      readonly indices: readonly ExpressionNode[];
      readonly at: number;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly ExpressionNode[];
      readonly at: number;
    }
  | { readonly kind: "negate"; readonly body: ExpressionNode; readonly at: number }
  | {
      readonly kind: "binary";
      readonly op: BinaryOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly at: number;
    }
  | {
      readonly kind: "compare";
      readonly op: Comparison;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly at: number;
    }
  | {
      /** A maximum and a minimum are over the terms. */
      readonly kind: RangeKind;
      readonly range: Range;
      /** Terms where this comparison fails are left out: `Σ[j=1..K, j≠y]`. */
      readonly condition?: ExpressionNode;
      readonly body: ExpressionNode;
      readonly at: number;
    }
  | {
      readonly kind: "vector";
      readonly range: Range;
      readonly body: ExpressionNode;
      readonly at: number;
    }
  | {
      /** The first value whose condition holds, else the last: one value more than conditions. */
      readonly kind: "cases";
      readonly values: readonly ExpressionNode[];
      readonly conditions: readonly ExpressionNode[];
      readonly at: number;
    }
  | {
      /** `[a, b]`, a vector of numbers; with several rows a matrix of numbers or of blocks. */
      readonly kind: "block";
      readonly rows: readonly (readonly ExpressionNode[])[];
      readonly at: number;
    }
  | {
      readonly kind: "expectation";
      readonly variable: string;
      readonly distribution: ExpressionNode;
      readonly body: ExpressionNode;
      readonly at: number;
    }
  | {
      readonly kind: "integral";
      readonly variable: string;
      readonly from: ExpressionNode;
      readonly to: ExpressionNode;
      readonly body: ExpressionNode;
      readonly at: number;
    }
  | {
      readonly kind: "derivative";
      readonly name: string;
      readonly indices: readonly ExpressionNode[];
      /** Written `∇[w]`. */
      readonly nabla?: boolean;
      readonly body: ExpressionNode;
      readonly at: number;
    }
  | {
      /** `min[x] f`, `sup[x] f`: the value over the domain of a quantity, which is put in where the tree is expanded. */
      readonly kind: "optimum";
      readonly goal: OptimumGoal;
      readonly variable: string;
      readonly domain?: Quantity;
      readonly body: ExpressionNode;
      readonly at: number;
    }
  | {
      readonly kind: "argmin" | "argmax";
      readonly variable: string;
      readonly body: ExpressionNode;
      readonly at: number;
    };

// Short constructors for the trees that expansion and differentiation build.
export const number = (value: number, at = 0): ExpressionNode =>
  value < 0
    ? { kind: "negate", body: { kind: "number", text: String(-value), at }, at }
    : { kind: "number", text: String(value), at };
export const name = (text: string, at = 0): ExpressionNode => ({ kind: "name", name: text, at });
export const call = (fn: string, args: readonly ExpressionNode[], at = 0): ExpressionNode => ({
  kind: "call",
  name: fn,
  args,
  at,
});
export const index = (
  base: ExpressionNode,
  indices: readonly ExpressionNode[],
  at = 0,
): ExpressionNode => ({ kind: "index", base, indices, at });
export const binary = (
  op: BinaryOperator,
  left: ExpressionNode,
  right: ExpressionNode,
): ExpressionNode => ({ kind: "binary", op, left, right, at: left.at });
export const negate = (body: ExpressionNode): ExpressionNode => ({
  kind: "negate",
  body,
  at: body.at,
});
