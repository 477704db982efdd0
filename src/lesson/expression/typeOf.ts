import { isElementwise } from "./functions.js";
import type { ExpressionNode } from "./node.js";
import type { TypeScope, ValueType } from "./valueType.js";

/** The type of an expression, by its form alone; undefined where the parts do not fit together. */
export function typeOf(node: ExpressionNode, scope: TypeScope): ValueType | undefined {
  switch (node.kind) {
    case "number":
      return /^\d+$/.test(node.text) ? "integer" : "scalar";
    case "name":
      return node.name === "∞" || node.name === "π" || node.name === "e"
        ? "scalar"
        : scope(node.name);
    case "index": {
      const base = typeOf(node.base, scope);
      if (base === "matrix") return node.indices.length === 2 ? "scalar" : "vector";
      return base === "vector" && node.indices.length === 1 ? "scalar" : undefined;
    }
    case "call":
      return callType(node.name, node.args, scope);
    case "negate":
      return typeOf(node.body, scope);
    case "binary":
      return binaryType(node, scope);
    case "vector": {
      const inner: TypeScope = (n) => (n === node.range.index ? "integer" : scope(n));
      return typeOf(node.body, inner) === "vector" ? "matrix" : "vector";
    }
    case "cases":
      return typeOf(node.values[0]!, scope);
    case "block": {
      const [first = []] = node.rows;
      const isList = node.rows.length === 1 && first.every((part) => isNumber(typeOf(part, scope)));
      return isList ? "vector" : "matrix";
    }
    case "sum":
    case "product":
    case "maximum":
    case "minimum": {
      const inner: TypeScope = (n) => (n === node.range.index ? "integer" : scope(n));
      return typeOf(node.body, inner);
    }
    case "expectation":
    case "integral": {
      const bound = isMultivariate(node) ? "vector" : "scalar";
      const inner: TypeScope = (n) => (n === node.variable ? bound : scope(n));
      return typeOf(node.body, inner);
    }
    default:
      return "scalar";
  }
}

/** An expectation over a vector. */
export function isMultivariate(node: ExpressionNode): node is Extract<
  ExpressionNode,
  { kind: "expectation" }
> & {
  readonly distribution: Extract<ExpressionNode, { kind: "call" }>;
} {
  return (
    node.kind === "expectation" &&
    node.distribution.kind === "call" &&
    node.distribution.name === "mvnormal"
  );
}

function callType(
  name: string,
  args: readonly ExpressionNode[],
  scope: TypeScope,
): ValueType | undefined {
  switch (name) {
    case "softmax":
      return "vector";
    case "size":
      return "integer";
    case "inv":
    case "hadamard":
      return typeOf(args[0]!, scope);
    case "transpose": {
      const type = typeOf(args[0]!, scope);
      return type === "vector" ? "row" : type === "row" ? "vector" : type;
    }
    default:
      return isElementwise(name) ? typeOf(args[0]!, scope) : "scalar";
  }
}

const isNumber = (type: ValueType | undefined): boolean => type === "scalar" || type === "integer";

function binaryType(
  node: Extract<ExpressionNode, { kind: "binary" }>,
  scope: TypeScope,
): ValueType | undefined {
  const left = typeOf(node.left, scope);
  const right = typeOf(node.right, scope);
  if (isNumber(left) && isNumber(right)) {
    return left === "integer" && right === "integer" && node.op !== "/" && node.op !== "^"
      ? "integer"
      : "scalar";
  }
  switch (node.op) {
    case "+":
    case "-":
      return left === right ? left : undefined;
    case "*":
      if (isNumber(left)) return right;
      if (isNumber(right)) return left;
      if (left === "matrix") return right;
      if (left === "row")
        return right === "vector" ? "scalar" : right === "matrix" ? "row" : undefined;
      if (left === "vector" && right === "row") return "matrix";
      return undefined;
    case "/":
      return isNumber(right) ? left : undefined;
    case "^":
      return left === "matrix" ? "matrix" : undefined;
  }
}
