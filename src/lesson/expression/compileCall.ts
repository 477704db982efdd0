import { fail, isNumeric, type Compilation } from "./compilation.js";
import { compileLogarithm } from "./compileLogarithm.js";
import { invert } from "./linear.js";
import { isElementwise } from "./functions.js";
import { inner, mapped, transposed, zip } from "./lists.js";
import type { ExpressionNode } from "./node.js";
import { factorial, logSumExp } from "./numberFunctions.js";
import type { Compiled, Environment, Evaluate } from "./scope.js";

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
  const simple = c.numberFunctions[node.name];
  if (simple !== undefined) {
    const x = c.compile(node.args[0]!);
    if (isNumeric(x.type)) {
      if (node.name === "ln") {
        return { type: "scalar", run: compileLogarithm(c, node.args[0]!, x.run as Evaluate<T>) };
      }
      const number = x.run as Evaluate<T>;
      return { type: "scalar", run: (env) => simple(number(env)) };
    }
    if (x.type === "function" || !isElementwise(node.name)) {
      fail(
        `a number was expected here, got a ${x.type}` +
          (node.name === "abs" ? "; ‖…‖ is the norm" : ""),
        node.args[0]!,
      );
    }
    return { type: x.type, run: mapped(x, simple) };
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
    case "norm":
    case "norm1":
    case "normInf": {
      const a = c.compile(node.args[0]!);
      if (a.type !== "vector" && a.type !== "row" && a.type !== "matrix") {
        fail(`a vector was expected here, got a ${a.type}`, node.args[0]!);
      }
      const cells = (env: Environment): T[] => (a.run(env) as T[][]).flat() as unknown as T[];
      return {
        type: "scalar",
        run:
          node.name === "norm"
            ? (env) => {
                const values = cells(env);
                return F.sqrt(inner(F, values, values, node));
              }
            : node.name === "norm1"
              ? (env) => cells(env).reduce((sum, x) => F.add(sum, F.abs(x)), F.of(0))
              : (env) =>
                  cells(env)
                    .map(F.abs)
                    .reduce((a, b) => (F.compare(a, b) >= 0 ? a : b)),
      };
    }
    case "tr": {
      const a = c.matrixOf(node.args[0]!);
      return {
        type: "scalar",
        run: (env) => {
          const rows = a(env);
          if (rows.length !== rows[0]!.length) {
            fail(`the trace is of a square matrix, got ${rows.length}×${rows[0]!.length}`, node);
          }
          return rows.reduce((sum, row, i) => F.add(sum, row[i]!), F.of(0));
        },
      };
    }
    case "hadamard": {
      const [a, b] = node.args.map((arg) => c.compile(arg));
      if (a!.type !== b!.type || isNumeric(a!.type) || a!.type === "function") {
        fail(
          `⊙ stands between two vectors or two matrices, not a ${a!.type} and a ${b!.type}`,
          node,
        );
      }
      const multiplied = (x: T[], y: T[]): T[] => zip(x, y, F.multiply, node);
      return a!.type === "matrix"
        ? {
            type: "matrix",
            run: (env) => zip(a!.run(env) as T[][], b!.run(env) as T[][], multiplied, node),
          }
        : { type: a!.type, run: (env) => multiplied(a!.run(env) as T[], b!.run(env) as T[]) };
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
      const a = c.compile(node.args[0]!);
      if (a.type === "vector") return { type: "row", run: a.run };
      if (a.type === "row") return { type: "vector", run: a.run };
      const of = c.matrixOf(node.args[0]!);
      return { type: "matrix", run: (env) => transposed(of(env)) };
    }
  }
  return fail(`${node.name} is no function here`, node);
}
