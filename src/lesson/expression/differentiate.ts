import { call, name, type ExpressionNode, type RangeKind } from "./node.js";
import { boundName, children, freeNames } from "./walk.js";
import { add, divide, isNumber, minus, multiply, subtract } from "./simplify.js";
import { freshName, renameBinder, substitute } from "./substitute.js";
import type { TypeScope } from "./valueType.js";
import {
  type Variable,
  type Differentiate,
  zero,
  one,
  two,
  power,
  ln,
  refuse,
  bind,
} from "./differentiation.js";
import { ofIndex } from "./differentiateIndex.js";
import { ofCall } from "./differentiateCall.js";

/**
 * ∂/∂variable of an expanded tree, through indexed sums: ∂z[i]/∂z[j] is the indicator (i = j).
 * Throws where the rule is not known, never guesses.
 */
export function differentiate(
  node: ExpressionNode,
  variable: Variable,
  scope: TypeScope,
): ExpressionNode {
  const by: Differentiate = (part, inner = scope) => differentiate(part, variable, inner);
  if (!freeNames(node).has(variable.name)) return zero;
  const bound = boundName(node);
  if (bound !== undefined && variable.indices.some((i) => freeNames(i).has(bound))) {
    // Σ[j=1..K] z[j]² by z[j] of another j.
    const fresh = freshName(bound, [node, ...variable.indices]);
    return differentiate(renameBinder(node, bound, fresh), variable, scope);
  }
  switch (node.kind) {
    case "name":
      if (variable.indices.length > 0) return refuse(node, `${node.name} stands without its index`);
      return one;
    case "negate":
      return minus(by(node.body));
    case "binary":
      return ofBinary(node, by);
    case "index":
      return ofIndex(node, variable, by, scope);
    case "call":
      return ofCall(node, variable, by, scope);
    case "sum": {
      if (dependsOutside(node.range.from, node.range.to, variable)) {
        return refuse(node, "its limits depend on the variable");
      }
      const inner = bind(scope, node.range.index, "integer");
      const body = by(node.body, inner);
      return isNumber(body, 0) ? zero : { ...node, body };
    }
    case "product": {
      if (dependsOutside(node.range.from, node.range.to, variable)) {
        return refuse(node, "its limits depend on the variable");
      }
      // (Πf)′ = Σ f′ · Π of the others: right where factors are zero, too.
      const inner = bind(scope, node.range.index, "integer");
      const other = freshName(node.range.index, [node, ...variable.indices]);
      const factors = renameBinder(node, node.range.index, other);
      const others = mapBody(factors, (body) => ({
        kind: "cases",
        values: [body, one],
        conditions: [
          {
            kind: "compare",
            op: "≠",
            left: name(other),
            right: name(node.range.index),
            at: node.at,
          },
        ],
        at: node.at,
      }));
      return { ...node, kind: "sum", body: multiply(by(node.body, inner), others) };
    }
    case "maximum":
    case "minimum":
      return ofExtremeTerm(node, variable, scope);
    case "integral": {
      if (jumpsIn(node.body, variable.name)) {
        return refuse(node, "an indicator in an integral jumps: give the integral its limits");
      }
      const body = by(node.body, bind(scope, node.variable, "scalar"));
      const inside = isNumber(body, 0) ? zero : { ...node, body };
      // Leibniz: the limits move too.
      const end = (limit: ExpressionNode): ExpressionNode =>
        freeNames(limit).has(variable.name)
          ? multiply(substitute(node.body, new Map([[node.variable, limit]])), by(limit))
          : zero;
      return add(inside, subtract(end(node.to), end(node.from)));
    }
    case "expectation": {
      const inner: TypeScope = (n) => (n === node.variable ? "vector" : scope(n));
      const body = by(node.body, inner);
      return isNumber(body, 0) ? zero : { ...node, body };
    }
    case "optimum":
      return refuse(node, "the derivative of a minimum is that at the minimiser: put it in");
    case "cases":
      return { ...node, values: node.values.map((value) => by(value)) };
    case "compare":
      // Where it jumps there is none: those places must be named, and are looked for.
      return zero;
    default:
      return refuse(node, `a derivative of “${node.kind}” is not known`);
  }
}

/** The mean of the derivatives of the terms that are the largest: right wherever one alone is, and its kinks are named. */
function ofExtremeTerm(
  node: Extract<ExpressionNode, { kind: RangeKind }>,
  variable: Variable,
  scope: TypeScope,
): ExpressionNode {
  if (dependsOutside(node.range.from, node.range.to, variable)) {
    return refuse(node, "its limits depend on the variable");
  }
  const inner = bind(scope, node.range.index, "integer");
  const other = freshName(node.range.index, [node, ...variable.indices]);
  const isExtreme: ExpressionNode = {
    kind: "compare",
    op: "=",
    left: node.body,
    right: renameBinder(node, node.range.index, other),
    at: node.at,
  };
  const total = (body: ExpressionNode): ExpressionNode => ({ ...node, kind: "sum", body });
  const slope = differentiate(node.body, variable, inner);
  if (isNumber(slope, 0)) return zero;
  return divide(total(multiply(isExtreme, slope)), total(isExtreme));
}

const dependsOutside = (from: ExpressionNode, to: ExpressionNode, variable: Variable): boolean =>
  [from, to].some((limit) => !isSize(limit) && freeNames(limit).has(variable.name));

/** How many components p has does not depend on their values. */
const isSize = (node: ExpressionNode): boolean => node.kind === "call" && node.name === "size";

function ofBinary(
  node: Extract<ExpressionNode, { kind: "binary" }>,
  by: (part: ExpressionNode) => ExpressionNode,
): ExpressionNode {
  const { left, right } = node;
  if (node.op === "^" && left.kind === "call" && left.name === "norm" && isNumber(right, 2)) {
    // ‖u‖² is smooth where ‖u‖ is not.
    return by(call("dot", [left.args[0]!, left.args[0]!], node.at));
  }
  const dl = by(left);
  const dr = by(right);
  switch (node.op) {
    case "+":
      return add(dl, dr);
    case "-":
      return subtract(dl, dr);
    case "*":
      return add(multiply(dl, right), multiply(left, dr));
    case "/":
      return subtract(divide(dl, right), divide(multiply(left, dr), power(right, two)));
    case "^": {
      const outer = isNumber(dl, 0)
        ? zero
        : multiply(multiply(right, power(left, subtract(right, one))), dl);
      if (isNumber(dr, 0)) return outer;
      // e^u needs no logarithm of e.
      const logarithm = left.kind === "name" && left.name === "e" ? one : ln(left);
      return add(outer, multiply(multiply(node, logarithm), dr));
    }
  }
}

/** Whether an indicator or a sign in an expression depends on the variable. */
const jumpsIn = (node: ExpressionNode, variable: string): boolean =>
  freeNames(node).has(variable) &&
  (node.kind === "compare" ||
    (node.kind === "call" && node.name === "sign") ||
    children(node).some((part) => jumpsIn(part, variable)));

const mapBody = (
  node: ExpressionNode,
  change: (body: ExpressionNode) => ExpressionNode,
): ExpressionNode =>
  "body" in node ? ({ ...node, body: change(node.body) } as ExpressionNode) : node;
