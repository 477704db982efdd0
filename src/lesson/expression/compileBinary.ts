import { fail, isNumeric, type Compilation } from "./compilation.js";
import { compileTest } from "./compileTest.js";
import { invert } from "./linear.js";
import { inner, mapped, transposed, zip } from "./lists.js";
import type { ExpressionNode } from "./node.js";
import { someNode } from "./walk.js";
import type { Compiled, Evaluate } from "./scope.js";
import type { ValueType } from "./valueType.js";

type Scalar<T> = Evaluate<T>;

/** Sums, products, quotients and powers of numbers, vectors and matrices. */
export function compileBinary<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "binary" }>,
): Compiled {
  const { F } = c;
  if (node.op === "*") {
    // An indicator that is 0 leaves the rest of its product unread.
    if (node.left.kind === "compare") return guarded(c, node.left, node.right);
    if (node.right.kind === "compare") return guarded(c, node.right, node.left);
  }
  const left = c.compile(node.left);
  const right = c.compile(node.right);
  const l = left.run;
  const r = right.run;
  if (isNumeric(left.type) && isNumeric(right.type)) {
    const type: ValueType =
      left.type === "integer" && right.type === "integer" && node.op !== "/" && node.op !== "^"
        ? "integer"
        : "scalar";
    // Integers are kept as numbers of F inside an expression; only slots hold plain ones.
    return { type: type === "integer" ? "scalar" : type, run: scalarBinary(c, node, l, r) };
  }
  if ((node.op === "+" || node.op === "-") && left.type === right.type) {
    const change = node.op === "+" ? F.add : F.subtract;
    if (left.type === "vector" || left.type === "row") {
      return {
        type: left.type,
        run: (env) => zip(l(env) as T[], r(env) as T[], change, node),
      };
    }
    if (left.type === "matrix") {
      return {
        type: "matrix",
        run: (env) =>
          zip(l(env) as T[][], r(env) as T[][], (a, b) => zip(a, b, change, node), node),
      };
    }
  }
  if (node.op === "*" && isNumeric(left.type)) {
    return {
      type: right.type,
      run: (env) => mapped<T>(right, (x) => F.multiply(l(env) as T, x))(env),
    };
  }
  if ((node.op === "*" || node.op === "/") && isNumeric(right.type)) {
    const change = node.op === "*" ? F.multiply : F.divide;
    return {
      type: left.type,
      run: (env) => {
        const divisor = r(env) as T;
        return mapped<T>(left, (x) => change(x, divisor))(env);
      },
    };
  }
  if (node.op === "*" && left.type === "matrix") {
    if (right.type === "vector") {
      return {
        type: "vector",
        run: (env) => {
          const vector = r(env) as T[];
          return (l(env) as T[][]).map((row) => inner(F, row, vector, node));
        },
      };
    }
    if (right.type === "matrix") {
      return {
        type: "matrix",
        run: (env) => {
          const columns = transposed(r(env) as T[][]);
          return (l(env) as T[][]).map((row) => columns.map((c) => inner(F, row, c, node)));
        },
      };
    }
  }
  if (node.op === "*" && left.type === "row") {
    if (right.type === "vector") {
      return { type: "scalar", run: (env) => inner(F, l(env) as T[], r(env) as T[], node) };
    }
    if (right.type === "matrix") {
      return {
        type: "row",
        run: (env) => {
          const row = l(env) as T[];
          return transposed(r(env) as T[][]).map((column) => inner(F, row, column, node));
        },
      };
    }
  }
  if (node.op === "*" && left.type === "vector" && right.type === "row") {
    return {
      type: "matrix",
      run: (env) => {
        const row = r(env) as T[];
        return (l(env) as T[]).map((x) => row.map((y) => F.multiply(x, y)));
      },
    };
  }
  const minusOne =
    node.right.kind === "negate" &&
    node.right.body.kind === "number" &&
    node.right.body.text === "1";
  if (node.op === "^" && left.type === "matrix" && minusOne) {
    return { type: "matrix", run: (env) => invert(F, l(env) as T[][]).inverse };
  }
  const words = { "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "^": "raise" };
  return fail(
    `cannot ${words[node.op]} a ${typeInWords(left.type)} and a ${typeInWords(right.type)}` +
      adviceOn(node.op, left.type, right.type),
    node,
  );
}

const typeInWords = (type: string): string =>
  ({ integer: "whole number", scalar: "number" })[type] ?? type;

function adviceOn(op: string, left: string, right: string): string {
  if (left === "vector" && right === "vector")
    return "; the inner product is aᵀ b, the elementwise one a ⊙ b";
  const isSum = op === "+" || op === "-";
  const others = [left, right].filter((type) => type !== "vector");
  return isSum && others.length === 1 && /^(?:integer|scalar)$/.test(others[0] ?? "")
    ? "; to every component it is written [ x[i] + 1 | i=1..D ]"
    : "";
}

function guarded<T>(
  c: Compilation<T>,
  condition: Extract<ExpressionNode, { kind: "compare" }>,
  rest: ExpressionNode,
): Compiled {
  const test = compileTest(c, condition);
  const zero = c.F.of(0);
  const run = c.scalar(rest);
  return { type: "scalar", run: (env) => (test(env) ? run(env) : zero) };
}

function scalarBinary<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "binary" }>,
  left: Compiled["run"],
  right: Compiled["run"],
): Scalar<T> {
  const { F } = c;
  const l = left as Scalar<T>;
  const r = right as Scalar<T>;
  switch (node.op) {
    case "+":
      return F.adding(l, r);
    case "-":
      return F.subtracting(l, r);
    case "/":
      return (env) => F.divide(l(env), r(env));
    case "^": {
      if (node.left.kind === "name" && node.left.name === "e" && !c.scope.slots.has("e")) {
        return (env) => F.exp(r(env));
      }
      return (env) => F.power(l(env), r(env));
    }
    case "*": {
      // 0 · ln 0 = 0: the rule holds where the other factor is made of logarithms.
      const logLeft = hasLogarithm(node.left);
      const logRight = hasLogarithm(node.right);
      if (!logLeft && !logRight) return (env) => F.multiply(l(env), r(env));
      const zero = F.of(0);
      return (env) => {
        const a = l(env);
        const b = r(env);
        if ((logRight && F.isZero(a)) || (logLeft && F.isZero(b))) {
          if (!F.isFinite(a) || !F.isFinite(b)) return zero;
        }
        return F.multiply(a, b);
      };
    }
  }
}

const hasLogarithm = (node: ExpressionNode): boolean =>
  someNode(node, (part) => part.kind === "call" && /^(ln|log2|log10)$/.test(part.name));
