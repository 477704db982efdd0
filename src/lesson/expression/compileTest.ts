import type { Arithmetic } from "./arithmetic.js";
import { fail, isNumeric, type Compilation } from "./compilation.js";
import type { ExpressionNode } from "./node.js";
import type { Compiled, Environment, Evaluate } from "./scope.js";

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
  const order = orderIn(F, left, right);
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

/**
 * With many digits, what differs in the last of them alone is equal: x² ≤ 2 at the √2 that they can hold. In float64
 * such a difference may be all there is.
 */
function orderIn<T>(
  F: Arithmetic<T>,
  left: Evaluate<T>,
  right: Evaluate<T>,
): (env: Environment) => number {
  if (F.digits <= 16) return (env) => F.compare(left(env), right(env));
  return (env) => {
    const [a, b] = [left(env), right(env)];
    const order = F.compare(a, b);
    const isNear = F.exponent(F.subtract(a, b)) < F.exponent(a) - F.digits + 6;
    return order !== 0 && F.isFinite(a) && F.isFinite(b) && isNear ? 0 : order;
  };
}

/** The value of the first case whose condition holds, else the last; the others are not computed. */
export function compileCases<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "cases" }>,
): Compiled {
  const tests = node.conditions.map((condition) =>
    condition.kind === "compare"
      ? compileTest(c, condition)
      : fail("a comparison was expected", condition),
  );
  const values = node.values.map((value) => c.compile(value));
  const [first] = values;
  const isNumber = values.every(({ type }) => isNumeric(type));
  const odd = values.findIndex(({ type }) => type !== first!.type);
  if (!isNumber && odd > 0) {
    fail(
      `the cases are of different kinds: a ${first!.type} and a ${values[odd]!.type}`,
      node.values[odd]!,
    );
  }
  return {
    type: isNumber ? "scalar" : first!.type,
    run: (env) => {
      const place = tests.findIndex((test) => test(env));
      return values[place < 0 ? values.length - 1 : place]!.run(env);
    },
  };
}
