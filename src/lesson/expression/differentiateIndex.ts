import { component } from "./component.js";
import { call, index, name, type ExpressionNode } from "./node.js";
import { freeNames } from "./walk.js";
import { isNumber, minus, multiply } from "./simplify.js";
import { freshName } from "./substitute.js";
import { typeOf } from "./typeOf.js";
import type { TypeScope } from "./valueType.js";
import { type Variable, type Differentiate, zero, one, refuse, bind } from "./differentiation.js";

/** The derivative of one component of a vector or matrix. */
export function ofIndex(
  node: Extract<ExpressionNode, { kind: "index" }>,
  variable: Variable,
  by: Differentiate,
  scope: TypeScope,
): ExpressionNode {
  const { base, indices } = node;
  if (base.kind === "call" && base.name === "inv" && indices.length === 2) {
    return ofInverse(base.args[0]!, indices, variable, by, scope, node);
  }
  if (base.kind === "binary" && base.op === "^" && typeOf(base.left, scope) === "matrix") {
    return ofInverse(base.left, indices, variable, by, scope, node);
  }
  if (indices.some((i) => freeNames(i).has(variable.name))) {
    return refuse(node, "an index depends on the variable");
  }
  if (base.kind === "name") {
    if (variable.indices.length !== indices.length) {
      return refuse(node, `write d/d${variable.name}[…] with as many indices as here`);
    }
    return indices
      .map((i, n): ExpressionNode => ({
        kind: "compare",
        op: "=",
        left: i,
        right: variable.indices[n]!,
        at: node.at,
      }))
      .reduce((a, b) => multiply(a, b));
  }
  return by(component(base, indices, scope));
}

/** (A⁻¹)′ = −A⁻¹ A′ A⁻¹, one component. */
function ofInverse(
  matrix: ExpressionNode,
  indices: readonly ExpressionNode[],
  variable: Variable,
  by: Differentiate,
  scope: TypeScope,
  node: ExpressionNode,
): ExpressionNode {
  const inverse = call("inv", [matrix]);
  const [i, j] = indices;
  return minus(
    sumOverCells(matrix, variable, by, scope, node, (a, b) => [
      index(inverse, [i!, a]),
      index(inverse, [b, j!]),
    ]),
  );
}

/** Σ over the cells of a matrix of their derivatives, each with the factors that belong to it. */
export function sumOverCells(
  matrix: ExpressionNode,
  variable: Variable,
  by: Differentiate,
  scope: TypeScope,
  node: ExpressionNode,
  factors: (a: ExpressionNode, b: ExpressionNode) => readonly ExpressionNode[],
): ExpressionNode {
  const a = freshName("a", [node, ...variable.indices]);
  const b = freshName("b", [node, ...variable.indices]);
  const inner = bind(bind(scope, a, "integer"), b, "integer");
  const slope = by(component(matrix, [name(a), name(b)], inner), inner);
  if (isNumber(slope, 0)) return zero;
  const over = (bound: string, body: ExpressionNode): ExpressionNode => ({
    kind: "sum",
    range: { index: bound, from: one, to: call("size", [matrix]) },
    body,
    at: node.at,
  });
  const product = factors(name(a), name(b)).reduce(multiply, slope);
  return over(a, over(b, product));
}
