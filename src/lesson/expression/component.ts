import { ExpressionError } from "./expressionError.js";
import { isElementwise } from "./functions.js";
import { binary, call, index, name, number, type ExpressionNode } from "./node.js";
import { minus, multiply, subtract } from "./simplify.js";
import { freshName, substitute } from "./substitute.js";
import { typeOf } from "./typeOf.js";
import type { TypeScope, ValueType } from "./valueType.js";

/** The tree of one component of a vector or a matrix: (u + v)[k] = u[k] + v[k], (A B)[i,j] = Σₖ A[i,k] B[k,j]. */
export function component(
  base: ExpressionNode,
  indices: readonly ExpressionNode[],
  scope: TypeScope,
): ExpressionNode {
  const of = (part: ExpressionNode): ExpressionNode => component(part, indices, scope);
  switch (base.kind) {
    case "vector": {
      const body = substitute(base.body, new Map([[base.range.index, indices[0]!]]));
      return indices.length === 1 ? body : component(body, indices.slice(1), scope);
    }
    case "negate":
      return minus(of(base.body));
    case "index":
      return index(base.base, [...base.indices, ...indices], base.at);
    case "cases":
      return { ...base, values: base.values.map(of) };
    case "block":
      return ofBlock(base, indices, scope);
    case "sum": {
      const { index: bound } = base.range;
      const inner: TypeScope = (n): ValueType | undefined => (n === bound ? "integer" : scope(n));
      return { ...base, body: component(base.body, indices, inner) };
    }
    case "binary":
      return ofBinary(base, indices, scope);
    case "call":
      return ofCall(base, indices, scope);
    default:
      return index(base, indices, base.at);
  }
}

function refuse(node: ExpressionNode, why: string): never {
  throw new ExpressionError(`this cannot be differentiated: ${why}`, { line: "", at: node.at });
}

function ofBinary(
  base: Extract<ExpressionNode, { kind: "binary" }>,
  indices: readonly ExpressionNode[],
  scope: TypeScope,
): ExpressionNode {
  const of = (part: ExpressionNode): ExpressionNode => component(part, indices, scope);
  const left = typeOf(base.left, scope);
  const right = typeOf(base.right, scope);
  const isNumber = (type: ValueType | undefined): boolean =>
    type === "scalar" || type === "integer";
  if (base.op === "+" || base.op === "-") {
    return { ...base, left: of(base.left), right: of(base.right) };
  }
  if (base.op === "/") return { ...base, left: of(base.left) };
  if (base.op === "^" && left === "matrix") return index(base, indices, base.at);
  if (base.op !== "*") return refuse(base, "components of this power are not known");
  if (isNumber(right)) return { ...base, left: of(base.left) };
  if (isNumber(left)) return { ...base, right: of(base.right) };
  if (left === "matrix" && right === "vector") {
    return call("dot", [index(base.left, indices), base.right], base.at);
  }
  const [i, j] = indices;
  if (left !== "matrix" || right !== "matrix" || j === undefined) {
    return refuse(base, "components of this product are not known");
  }
  const k = freshName("k", [base, ...indices]);
  const inner: TypeScope = (n): ValueType | undefined => (n === k ? "integer" : scope(n));
  return {
    kind: "sum",
    range: { index: k, from: number(1), to: call("size", [base.right]) },
    body: multiply(
      component(base.left, [i!, name(k)], inner),
      component(base.right, [name(k), j], inner),
    ),
    at: base.at,
  };
}

function ofCall(
  base: Extract<ExpressionNode, { kind: "call" }>,
  indices: readonly ExpressionNode[],
  scope: TypeScope,
): ExpressionNode {
  const [a, b] = base.args;
  if (isElementwise(base.name)) return call(base.name, [component(a!, indices, scope)], base.at);
  switch (base.name) {
    case "softmax":
      return call("exp", [subtract(component(a!, indices, scope), call("LSE", [a!]))], base.at);
    case "hadamard":
      return binary("*", component(a!, indices, scope), component(b!, indices, scope));
    case "transpose": {
      const [i, j] = indices;
      if (j === undefined || typeOf(a!, scope) !== "matrix") {
        if (typeOf(a!, scope) === "matrix") return index(base, indices, base.at);
        return component(a!, indices, scope);
      }
      return component(a!, [j, i!], scope);
    }
    case "inv":
      return index(base, indices, base.at);
    default:
      return refuse(base, `components of ${base.name} are not known`);
  }
}

/** A vector's by cases of the index; a matrix's only where all its parts are numbers. */
function ofBlock(
  base: Extract<ExpressionNode, { kind: "block" }>,
  indices: readonly ExpressionNode[],
  scope: TypeScope,
): ExpressionNode {
  const numbers = base.rows.flat().every((part) => {
    const type = typeOf(part, scope);
    return type === "scalar" || type === "integer";
  });
  if (!numbers) return refuse(base, "components of a block matrix are not known");
  const chosen = (list: readonly ExpressionNode[], at: ExpressionNode): ExpressionNode => {
    if (at.kind === "number") return list[Number(at.text) - 1] ?? index(base, indices, base.at);
    return {
      kind: "cases",
      values: list,
      conditions: list.slice(1).map((_, i): ExpressionNode => ({
        kind: "compare",
        op: "=",
        left: at,
        right: number(i + 1),
        at: base.at,
      })),
      at: base.at,
    };
  };
  const [i, j] = indices;
  if (typeOf(base, scope) === "vector") return chosen(base.rows[0]!, i!);
  if (j === undefined) return index(base, indices, base.at);
  return chosen(
    base.rows.map((row) => chosen(row, j)),
    i!,
  );
}
