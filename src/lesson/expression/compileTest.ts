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
