import type { ExpressionNode } from "./node.js";
import { binary, negate, number } from "./node.js";

// Constructors that leave out what differentiation produces in heaps: zeros and ones.

export function isNumber(node: ExpressionNode, value: number): boolean {
  return node.kind === "number" && Number(node.text) === value;
}

export function add(a: ExpressionNode, b: ExpressionNode): ExpressionNode {
  if (isNumber(a, 0)) return b;
  return isNumber(b, 0) ? a : binary("+", a, b);
}

export function minus(a: ExpressionNode): ExpressionNode {
  if (isNumber(a, 0)) return a;
  return a.kind === "negate" ? a.body : negate(a);
}

export function subtract(a: ExpressionNode, b: ExpressionNode): ExpressionNode {
  if (isNumber(b, 0)) return a;
  return isNumber(a, 0) ? minus(b) : binary("-", a, b);
}

export function multiply(a: ExpressionNode, b: ExpressionNode): ExpressionNode {
  if (isNumber(a, 0) || isNumber(b, 0)) return number(0);
  if (isNumber(a, 1)) return b;
  return isNumber(b, 1) ? a : binary("*", a, b);
}

export function divide(a: ExpressionNode, b: ExpressionNode): ExpressionNode {
  if (isNumber(a, 0)) return a;
  return isNumber(b, 1) ? a : binary("/", a, b);
}
