import type { ExpressionNode } from "./node.js";

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

/** The parts of a binder that stand outside its scope: limits, or the distribution. What binds nothing has none. */
export function partsOutside(node: ExpressionNode): readonly ExpressionNode[] {
  if (boundName(node) === undefined) return [];
  return children(node).slice(0, node.kind === "expectation" ? 1 : 2);
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
  const outside = partsOutside(node).length;
  children(node).forEach((part, i) => {
    for (const name of freeNames(part)) {
      if (bound === undefined || i < outside || name !== bound) names.add(name);
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
