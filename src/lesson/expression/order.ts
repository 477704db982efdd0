import { ExpressionError } from "./expressionError.js";
import { binary, negate, number, type ExpressionNode } from "./node.js";
import { someNode } from "./walk.js";

/** O(f), at most of the order of f, or o(f), of a smaller order: a term of a line near a limit. */
interface OrderTerm {
  readonly kind: "O" | "o";
  readonly of: ExpressionNode;
}

const isOrder = (node: ExpressionNode): node is Extract<ExpressionNode, { kind: "call" }> =>
  node.kind === "call" && (node.name === "O" || node.name === "o");

/** A line without its O(f) or o(f), and that term. It stands alone, once, and in no product. */
export function splitOrder(
  tree: ExpressionNode,
  isQuantity: (name: string) => boolean,
): { readonly main: ExpressionNode; readonly order?: OrderTerm } {
  let order: OrderTerm | undefined;
  const refuse = (reason: string, node: ExpressionNode): never => {
    throw new ExpressionError(reason, { line: "", at: node.at });
  };
  const mine = (node: ExpressionNode): boolean => isOrder(node) && !isQuantity(node.name);
  const without = (node: ExpressionNode): ExpressionNode | undefined => {
    if (isOrder(node) && !isQuantity(node.name)) {
      const [of] = node.args;
      if (order !== undefined) refuse("one O(…) or o(…) is enough: keep the larger", node);
      if (node.args.length !== 1) refuse(`${node.name} takes 1 argument`, node);
      order = { kind: node.name as "O" | "o", of: of! };
      return undefined;
    }
    if (node.kind === "negate") {
      const body = without(node.body);
      return body === undefined ? undefined : body === node.body ? node : negate(body);
    }
    if (node.kind === "binary" && (node.op === "+" || node.op === "-")) {
      const left = without(node.left);
      const right = without(node.right);
      if (left === node.left && right === node.right) return node;
      if (right === undefined) return left;
      if (left === undefined) return node.op === "+" ? right : negate(right);
      return binary(node.op, left, right);
    }
    if (someNode(node, mine)) {
      refuse("O(…) is a term of its own: write O(x³) for x O(x²)", node);
    }
    return node;
  };
  const main = without(tree) ?? number(0, tree.at);
  return order === undefined ? { main } : { main, order };
}
