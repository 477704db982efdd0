import type { Arithmetic } from "./arithmetic.js";
import { fail } from "./compilation.js";
import type { ExpressionNode } from "./node.js";
import type { Compiled, Evaluate } from "./scope.js";

/** A function of every number of a value. */
export function mapped<T>(body: Compiled, change: (x: T) => T): Evaluate<unknown> {
  const { run } = body;
  switch (body.type) {
    case "vector":
    case "row":
      return (env) => (run(env) as T[]).map(change);
    case "matrix":
      return (env) => (run(env) as T[][]).map((row) => row.map(change));
    default:
      return (env) => change(run(env) as T);
  }
}

/** The inner product of two vectors. */
export function inner<T>(
  F: Arithmetic<T>,
  a: readonly T[],
  b: readonly T[],
  node: ExpressionNode,
): T {
  if (a.length !== b.length) {
    fail(`sizes ${a.length} and ${b.length} do not fit together`, node);
  }
  let total = F.of(0);
  for (let i = 0; i < a.length; i++) {
    total = F.add(total, F.term(F.multiply(a[i]!, b[i]!)));
  }
  return total;
}

/** A component, counted from 1. */
export function pick<V>(values: readonly V[], i: number, node: ExpressionNode): V {
  if (!(i >= 1 && i <= values.length && Number.isInteger(i))) {
    fail(`the index ${i} is out of range: there are ${values.length} components`, node);
  }
  return values[i - 1] as V;
}

export function zip<A, B>(
  a: readonly A[],
  b: readonly A[],
  change: (x: A, y: A) => B,
  node: ExpressionNode,
): B[] {
  if (a.length !== b.length) fail(`sizes ${a.length} and ${b.length} do not fit together`, node);
  return a.map((x, i) => change(x, b[i]!));
}

export function transposed<V>(rows: readonly (readonly V[])[]): V[][] {
  return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j]!));
}
