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

/** The direct parts of a node, in reading order. */
export function children(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case "number":
    case "name":
      return [];
    case "index":
      return [node.base, ...node.indices];
    case "call":
      return node.args;
    case "negate":
    case "argmin":
    case "argmax":
    case "optimum":
      return [node.body];
    case "binary":
    case "compare":
      return [node.left, node.right];
    case "cases":
      return [...node.values, ...node.conditions];
    case "block":
      return node.rows.flat();
    case "sum":
    case "product":
    case "maximum":
    case "minimum":
      return node.condition === undefined
        ? [node.range.from, node.range.to, node.body]
        : [node.range.from, node.range.to, node.condition, node.body];
    case "vector":
      return [node.range.from, node.range.to, node.body];
    case "expectation":
      return [node.distribution, node.body];
    case "integral":
      return [node.from, node.to, node.body];
    case "derivative":
      return [...node.indices, node.body];
  }
}

/** The same node with its direct parts replaced by `change` of each. */
export function mapChildren(
  node: ExpressionNode,
  change: (child: ExpressionNode) => ExpressionNode,
): ExpressionNode {
  switch (node.kind) {
    case "number":
    case "name":
      return node;
    case "index":
      return { ...node, base: change(node.base), indices: node.indices.map(change) };
    case "call":
      return { ...node, args: node.args.map(change) };
    case "negate":
    case "argmin":
    case "argmax":
    case "optimum":
      return { ...node, body: change(node.body) };
    case "binary":
    case "compare":
      return { ...node, left: change(node.left), right: change(node.right) };
    case "cases":
      return {
        ...node,
        values: node.values.map(change),
        conditions: node.conditions.map(change),
      };
    case "block":
      return { ...node, rows: node.rows.map((row) => row.map(change)) };
    case "sum":
    case "product":
    case "maximum":
    case "minimum": {
      const range = {
        ...node.range,
        from: change(node.range.from),
        to: change(node.range.to),
      };
      return node.condition === undefined
        ? { ...node, range, body: change(node.body) }
        : { ...node, range, condition: change(node.condition), body: change(node.body) };
    }
    case "vector":
      return {
        ...node,
        range: { ...node.range, from: change(node.range.from), to: change(node.range.to) },
        body: change(node.body),
      };
    case "expectation":
      return { ...node, distribution: change(node.distribution), body: change(node.body) };
    case "integral":
      return { ...node, from: change(node.from), to: change(node.to), body: change(node.body) };
    case "derivative":
      return { ...node, indices: node.indices.map(change), body: change(node.body) };
  }
}

/** The name that a node binds in its body, if it binds one. */
export function boundName(node: ExpressionNode): string | undefined {
  switch (node.kind) {
    case "sum":
    case "product":
    case "maximum":
    case "minimum":
    case "vector":
      return node.range.index;
    case "expectation":
    case "integral":
      return node.variable;
    default:
      return undefined;
  }
}

/** The names that stand free in a tree. A derivative's and an arg min's variable count as free. */
export function freeNames(node: ExpressionNode): ReadonlySet<string> {
  const known = namesOf.get(node);
  if (known !== undefined) return known;
  const names = new Set<string>();
  if (node.kind === "name" || node.kind === "call" || node.kind === "derivative") {
    names.add(node.name);
  }
  if (node.kind === "argmin" || node.kind === "argmax") names.add(node.variable);
  const bound = boundName(node);
  // Bounds and distributions stand outside the binder, the body and the condition inside.
  const outer = node.kind === "expectation" ? 1 : 2;
  children(node).forEach((part, i) => {
    for (const name of freeNames(part)) {
      if (bound === undefined || i < outer || name !== bound) names.add(name);
    }
  });
  if (node.kind === "optimum") names.delete(node.variable);
  namesOf.set(node, names);
  return names;
}

/** Trees are never changed, and their parts are shared: each is looked through once. */
const namesOf = new WeakMap<ExpressionNode, ReadonlySet<string>>();

/** Whether some node of the tree passes the test. */
export function someNode(node: ExpressionNode, test: (node: ExpressionNode) => boolean): boolean {
  return test(node) || children(node).some((child) => someNode(child, test));
}

/** Two trees are the same, wherever they stand in the line. */
export function sameTree(a: ExpressionNode, b: ExpressionNode): boolean {
  return JSON.stringify(a, withoutPlace) === JSON.stringify(b, withoutPlace);
}

const withoutPlace = (key: string, value: unknown): unknown => (key === "at" ? undefined : value);

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
