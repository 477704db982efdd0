import type { ExpressionNode } from "../../../../src/lesson/expression/node.js";
import { children, sameTree } from "../../../../src/lesson/expression/walk.js";

/** In words, why a changed line can be the same function. */
export function whyEquivalent(kind: string, line: ExpressionNode, changed: ExpressionNode): string {
  const around = placeOfChange(line, changed);
  const some = (test: (node: ExpressionNode) => boolean): boolean => around.some(test);
  if (kind === "derivative not taken") return "the function is its own derivative";
  if (kind === "two names exchanged") return "the line is symmetric in the two";
  if (kind === "arguments exchanged") return "the function is symmetric in its arguments";
  if (some((node) => node.kind === "derivative")) {
    return "the two differ by what the derivative takes away";
  }
  if (some((node) => node.kind === "binary" && node.op === "^" && isText(node.right, "0"))) {
    return "it stands under the power 0";
  }
  if (some((node) => node.kind === "binary" && node.op === "*" && isLnOne(node.right))) {
    return "it stands in a product with ln 1 = 0";
  }
  if (kind === "absolute value lost") return "what stands inside is never negative";
  if (some((node) => node.kind === "call" && (node.name === "abs" || node.name === "norm"))) {
    return "the sign does not matter between the bars";
  }
  if (kind === "sum for product" && some(selectsOne)) return "one term alone is chosen";
  if (kind === "sign of the argument") return "the function around it is even";
  if (kind === "one name for another") return "both names give the same value here";
  if (some((node) => node.kind === "call" && node.name === "softmax")) {
    return "softmax does not notice a constant in all its components";
  }
  return "another form of the same function";
}

/** The nodes of the line from its root down to the smallest part that holds the whole change. */
function placeOfChange(a: ExpressionNode, b: ExpressionNode): ExpressionNode[] {
  if (a.kind !== b.kind) return [a];
  const [left, right] = [children(a), children(b)];
  if (left.length !== right.length) return [a];
  const apart = left.map((_, i) => i).filter((i) => !sameTree(left[i]!, right[i]!));
  return apart.length === 1 ? [a, ...placeOfChange(left[apart[0]!]!, right[apart[0]!]!)] : [a];
}

const isText = (node: ExpressionNode, text: string): boolean =>
  node.kind === "number" && node.text === text;
const isLnOne = (node: ExpressionNode): boolean =>
  node.kind === "name"
    ? false
    : node.kind === "call" && /^(ln|log2)$/.test(node.name) && isText(node.args[0]!, "1");
const selectsOne = (node: ExpressionNode): boolean =>
  (node.kind === "sum" || node.kind === "product") &&
  node.condition?.kind === "compare" &&
  node.condition.op === "=";
