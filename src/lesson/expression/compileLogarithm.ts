import type { Compilation } from "./compilation.js";
import type { ExpressionNode } from "./node.js";
import type { Evaluate } from "./scope.js";

/**
 * ln of a value; where the arithmetic has lost it to 0 or ∞, the logarithm of its factors, so that
 * the tail of a density keeps its logarithm.
 */
export function compileLogarithm<T>(
  c: Compilation<T>,
  node: ExpressionNode,
  value: Evaluate<T>,
): Evaluate<T> {
  const { F } = c;
  const isMade = node.kind === "binary" || (node.kind === "call" && node.name === "exp");
  if (F.isNearlyLost === undefined || !isMade) return (env) => F.ln(value(env));
  const { isNearlyLost } = F;
  const structural = logarithmOfFactors(c, node);
  return (env) => {
    const x = value(env);
    return isNearlyLost(x) ? structural(env) : F.ln(x);
  };
}

function logarithmOfFactors<T>(c: Compilation<T>, node: ExpressionNode): Evaluate<T> {
  const { F } = c;
  if (node.kind === "binary" && (node.op === "*" || node.op === "/")) {
    const a = logarithmOfFactors(c, node.left);
    const b = logarithmOfFactors(c, node.right);
    return node.op === "*" ? (env) => F.add(a(env), b(env)) : (env) => F.subtract(a(env), b(env));
  }
  if (node.kind === "call" && node.name === "exp") return c.scalar(node.args[0]!);
  if (node.kind === "binary" && node.op === "^") {
    const exponent = c.scalar(node.right);
    if (node.left.kind === "name" && node.left.name === "e") return exponent;
    const base = logarithmOfFactors(c, node.left);
    return (env) => {
      const power = exponent(env);
      return F.isZero(power) ? power : F.multiply(power, base(env));
    };
  }
  const run = c.scalar(node);
  return (env) => F.ln(run(env));
}
