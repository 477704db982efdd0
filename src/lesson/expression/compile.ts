import type { Arithmetic } from "./arithmetic.js";
import { Compilation, fail } from "./compilation.js";
import { compileBinary } from "./compileBinary.js";
import { compileBlock } from "./compileBlock.js";
import { compileCall } from "./compileCall.js";
import { compileExpectation } from "./compileExpectation.js";
import { compileIntegral } from "./compileIntegral.js";
import { compileOptimum } from "./compileOptimum.js";
import { compileSum, compileVector } from "./compileSum.js";
import { compileCases, compileIndicator } from "./compileTest.js";
import { mapped, pick } from "./lists.js";
import type { ExpressionNode } from "./node.js";
import type { Compiled, Scope } from "./scope.js";

/** Compiles an expanded tree to closures over one arithmetic. */
export function compile<T>(node: ExpressionNode, scope: Scope, F: Arithmetic<T>): Compiled {
  return new Compilation(F, scope, compilePart).compile(node);
}

function compilePart<T>(node: ExpressionNode, c: Compilation<T>): Compiled {
  const { F } = c;
  switch (node.kind) {
    case "number": {
      const value = F.parse(node.text);
      return { type: /^\d+$/.test(node.text) ? "integer" : "scalar", run: () => value };
    }
    case "name":
      return compileName(c, node);
    case "negate": {
      const body = c.compile(node.body);
      return { type: body.type, run: mapped(body, F.negate) };
    }
    case "binary":
      return compileBinary(c, node);
    case "compare":
      return { type: "scalar", run: compileIndicator(c, node) };
    case "index":
      return compileIndex(c, node);
    case "call":
      return compileCall(c, node);
    case "cases":
      return compileCases(c, node);
    case "block":
      return compileBlock(c, node);
    case "sum":
    case "product":
    case "maximum":
    case "minimum":
      return compileSum(c, node);
    case "vector":
      return compileVector(c, node);
    case "integral":
      return compileIntegral(c, node);
    case "expectation":
      return compileExpectation(c, node);
    case "optimum":
      return compileOptimum(c, node);
    case "argmin":
    case "argmax":
      return fail(`${node.kind} must be a whole side of its own`, node);
    default:
      return fail(`“${node.kind}” was not expanded`, node);
  }
}

function compileName<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "name" }>,
): Compiled {
  const { F } = c;
  const entry = c.scope.slots.get(node.name);
  if (entry !== undefined) {
    const { slot, type } = entry;
    if (type === "integer") return { type, run: (env) => F.of(env[slot] as number) };
    return { type, run: (env) => env[slot] };
  }
  switch (node.name) {
    case "π": {
      const value = F.pi;
      return { type: "scalar", run: () => value };
    }
    case "e": {
      const value = F.exp(F.of(1));
      return { type: "scalar", run: () => value };
    }
    case "∞": {
      const value = F.of(Infinity);
      return { type: "scalar", run: () => value };
    }
  }
  return fail(`${node.name} has no value without its argument: write ${node.name}(…)`, node);
}

function compileIndex<T>(
  c: Compilation<T>,
  node: Extract<ExpressionNode, { kind: "index" }>,
): Compiled {
  const base = c.compile(node.base);
  const [first, second] = node.indices.map((i) => c.integer(i));
  const { run } = base;
  if (base.type === "vector" && node.indices.length === 1) {
    return { type: "scalar", run: (env) => pick<T>(run(env) as T[], first!(env), node) };
  }
  if (base.type === "matrix" && node.indices.length === 1) {
    return { type: "vector", run: (env) => pick(run(env) as T[][], first!(env), node) };
  }
  if (base.type === "matrix" && node.indices.length === 2) {
    return {
      type: "scalar",
      run: (env) => pick<T>(pick<T[]>(run(env) as T[][], first!(env), node), second!(env), node),
    };
  }
  return fail(
    `a ${base.type} does not take ${node.indices.length === 1 ? "an index" : `${node.indices.length} indices`}`,
    node,
  );
}
