import { fail, type Compilation } from "./compilation.js";
import { compileLogarithm } from "./compileLogarithm.js";
import { invert } from "./linear.js";
import { inner, transposed } from "./lists.js";
import type { ExpressionNode } from "./node.js";
import { factorial, logSumExp, numberFunctions } from "./numberFunctions.js";
import type { Compiled } from "./scope.js";

/** A call of a density, a function of `src` or a function that the notation knows. */
export function compileCall<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "call" }>,
): Compiled {
  const { F } = c;
  const entry = c.scope.slots.get(node.name);
  if (entry?.type === "function") {
    const { slot } = entry;
    const args = node.args.map((arg) => c.compile(arg));
    if (args.length === 1) {
      const { run } = args[0]!;
      return {
        type: "scalar",
        run: (env) => (env[slot] as (x: unknown) => T)(run(env)),
      };
    }
    return {
      type: "scalar",
      run: (env) => (env[slot] as (...x: unknown[]) => T)(...args.map((arg) => arg.run(env))),
    };
  }
  if (node.name === "ln") return { type: "scalar", run: compileLogarithm(c, node.args[0]!) };
  const simple = numberFunctions(F)[node.name];
  if (simple !== undefined) {
    const x = c.scalar(node.args[0]!);
    return { type: "scalar", run: (env) => simple(x(env)) };
  }
  switch (node.name) {
    case "max":
    case "min": {
      const sign = node.name === "max" ? 1 : -1;
      const a = c.scalar(node.args[0]!);
      const b = c.scalar(node.args[1]!);
      return {
        type: "scalar",
        run: (env) => {
          const x = a(env);
          const y = b(env);
          const order = F.compare(x, y);
          return Number.isNaN(order) ? F.of(NaN) : order * sign >= 0 ? x : y;
        },
      };
    }
    case "choose": {
      const n = c.scalar(node.args[0]!);
      const k = c.scalar(node.args[1]!);
      return {
        type: "scalar",
        run: (env) => {
          const top = n(env);
          const bottom = k(env);
          return F.divide(
            factorial(F, top),
            F.multiply(factorial(F, bottom), factorial(F, F.subtract(top, bottom))),
          );
        },
      };
    }
    case "LSE": {
      const z = c.vectorOf(node.args[0]!);
      return { type: "scalar", run: (env) => logSumExp(F, z(env)) };
    }
    case "softmax": {
      const z = c.vectorOf(node.args[0]!);
      return {
        type: "vector",
        run: (env) => {
          const values = z(env);
          const lse = logSumExp(F, values);
          return values.map((value) => F.exp(F.subtract(value, lse)));
        },
      };
    }
    case "dot": {
      const a = c.vectorOf(node.args[0]!);
      const b = c.vectorOf(node.args[1]!);
      return { type: "scalar", run: (env) => inner(F, a(env), b(env), node) };
    }
    case "norm": {
      const a = c.vectorOf(node.args[0]!);
      return {
        type: "scalar",
        run: (env) => {
          const values = a(env);
          return F.sqrt(inner(F, values, values, node));
        },
      };
    }
    case "size": {
      const compiled = c.compile(node.args[0]!);
      if (compiled.type !== "vector" && compiled.type !== "matrix") {
        fail(`a vector was expected here, got a ${compiled.type}`, node.args[0]!);
      }
      return {
        type: "scalar",
        run: (env) => F.of((compiled.run(env) as unknown[]).length),
      };
    }
    case "inv": {
      const a = c.matrixOf(node.args[0]!);
      return { type: "matrix", run: (env) => invert(F, a(env)).inverse };
    }
    case "det": {
      const a = c.matrixOf(node.args[0]!);
      return { type: "scalar", run: (env) => invert(F, a(env)).determinant };
    }
    case "transpose": {
      const a = c.matrixOf(node.args[0]!);
      return { type: "matrix", run: (env) => transposed(a(env)) };
    }
  }
  return fail(`${node.name} is no function here`, node);
}
