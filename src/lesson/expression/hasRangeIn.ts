import type { ExpressionNode } from "./node.js";
import { children, freeNames } from "./walk.js";

/** Whether a sum, product or list reaches as far as the variable: it cannot be 10²⁰ then. */
export function hasRangeIn(node: ExpressionNode, variable: string): boolean {
  const ranged = node.kind === "sum" || node.kind === "product" || node.kind === "vector";
  if (ranged && freeNames(node.range.to).has(variable)) return true;
  return children(node).some((part) => hasRangeIn(part, variable));
}
