import { component } from "./component.js";
import { ExpressionError } from "./expressionError.js";
import { call, index, name, number, type ExpressionNode } from "./node.js";
import { freshName } from "./substitute.js";
import { typeOf } from "./typeOf.js";
import type { TypeScope, ValueType } from "./valueType.js";

/**
 * The derivative by a vector or a matrix, or of a vector, as the list of its partial derivatives: a gradient, a Jacobian
 * with a row for each component, a Hessian where a gradient is differentiated. Undefined for one partial derivative.
 */
export function derivativeParts(
  node: Extract<ExpressionNode, { kind: "derivative" }>,
  indices: readonly ExpressionNode[],
  body: ExpressionNode,
  types: TypeScope,
): ExpressionNode | undefined {
  const variable = name(node.name, node.at);
  const of = typeOf(body, types);
  const by = types(node.name);
  const refuse = (reason: string): never => {
    throw new ExpressionError(reason, { line: "", at: node.at });
  };
  const over = (bound: string, size: ExpressionNode, inside: ExpressionNode): ExpressionNode => ({
    kind: "vector",
    range: { index: bound, from: number(1), to: call("size", [size]) },
    body: inside,
    at: node.at,
  });
  const partial = (inside: ExpressionNode, places: readonly ExpressionNode[]): ExpressionNode => ({
    ...node,
    indices: places,
    body: inside,
  });
  if (of === "vector") {
    const i = freshName("i", [node, body]);
    const inner: TypeScope = (bound): ValueType | undefined =>
      bound === i ? "integer" : types(bound);
    return over(i, body, partial(component(body, [name(i)], inner), indices));
  }
  if (of !== "scalar" && of !== "integer") {
    return refuse(
      `the derivative of a ${of ?? "value of no known kind"} is not known: differentiate its components`,
    );
  }
  if (indices.length > 0 || by === "scalar" || by === "integer") return undefined;
  const j = freshName("j", [node, body]);
  if (by === "vector") return over(j, variable, partial(body, [name(j)]));
  if (by === "matrix") {
    const k = freshName("k", [node, body]);
    const row = over(k, index(variable, [number(1)]), partial(body, [name(j), name(k)]));
    return over(j, variable, row);
  }
  return refuse(`${node.name} is no quantity that one differentiates by`);
}
