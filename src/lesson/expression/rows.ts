import { binary, call, index, name, negate, number, type ExpressionNode } from "./node.js";
import { freshName } from "./substitute.js";
import { typeOf } from "./typeOf.js";
import type { TypeScope } from "./valueType.js";

/**
 * Products with a transposed vector, as what the rest of the evaluator knows: xᵀ y is dot(x, y), and x yᵀ the matrix of
 * all products. Undefined for any other operation.
 */
export function writtenOut(
  node: Extract<ExpressionNode, { kind: "binary" }>,
  types: TypeScope,
): ExpressionNode | undefined {
  if (node.op !== "*") return undefined;
  const left = typeOf(node.left, types);
  const right = typeOf(node.right, types);
  if (left === "row" && right === "vector") {
    return call("dot", [asColumn(node.left, types), node.right], node.at);
  }
  if (left !== "vector" || right !== "row") return undefined;
  const row = asColumn(node.right, types);
  const i = freshName("i", [node]);
  const j = freshName("j", [node]);
  const over = (bound: string, vector: ExpressionNode, body: ExpressionNode): ExpressionNode => ({
    kind: "vector",
    range: { index: bound, from: number(1), to: call("size", [vector]) },
    body,
    at: node.at,
  });
  const product = binary("*", index(node.left, [name(i)]), index(row, [name(j)]));
  return over(i, node.left, over(j, row, product));
}

/** The vector whose transpose a row is. */
function asColumn(node: ExpressionNode, types: TypeScope): ExpressionNode {
  const of = (part: ExpressionNode): ExpressionNode =>
    typeOf(part, types) === "row" ? asColumn(part, types) : part;
  if (node.kind === "call" && node.name === "transpose") return node.args[0]!;
  if (node.kind === "negate") return negate(asColumn(node.body, types));
  if (node.kind === "binary" && node.op === "*" && typeOf(node.left, types) === "row") {
    if (typeOf(node.right, types) === "matrix") {
      return binary("*", call("transpose", [node.right]), asColumn(node.left, types));
    }
  }
  if (node.kind === "binary") return { ...node, left: of(node.left), right: of(node.right) };
  return call("transpose", [node]);
}
