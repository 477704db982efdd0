import type { Compilation } from "./compilation.js";
import type { ExpressionNode } from "./node.js";
import type { Environment, Evaluate } from "./scope.js";

/** The indicator of a comparison: 1 or 0. */
export function compileIndicator<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "compare" }>,
): Evaluate<T> {
  const test = compileTest(c, node);
  const one = c.F.of(1);
  const zero = c.F.of(0);
  return (env) => (test(env) ? one : zero);
}

/** Whether a comparison holds. */
export function compileTest<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "compare" }>,
): Evaluate<boolean> {
  const { F } = c;
  const left = c.scalar(node.left);
  const right = c.scalar(node.right);
  const order = (env: Environment): number => F.compare(left(env), right(env));
  switch (node.op) {
    case "=":
      return (env) => order(env) === 0;
    case "≠":
      return (env) => order(env) !== 0;
    case "<":
      return (env) => order(env) < 0;
    case "≤":
      return (env) => order(env) <= 0;
    case ">":
      return (env) => order(env) > 0;
    case "≥":
      return (env) => order(env) >= 0;
  }
}
