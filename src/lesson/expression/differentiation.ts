import { ExpressionError } from "./expressionError.js";
import { binary, call, number, type ExpressionNode } from "./node.js";
import type { TypeScope } from "./valueType.js";

/** What one differentiates by: a number `z`, or one component `z[j]`. */
export interface Variable {
  readonly name: string;
  readonly indices: readonly ExpressionNode[];
}

/** The derivative of a part, by the same variable. */
export type Differentiate = (part: ExpressionNode, scope?: TypeScope) => ExpressionNode;

export const zero = number(0);

export const one = number(1);

export const two = number(2);

export const power = (a: ExpressionNode, b: ExpressionNode): ExpressionNode => binary("^", a, b);

export const ln = (a: ExpressionNode): ExpressionNode => call("ln", [a]);

export function refuse(node: ExpressionNode, why: string): never {
  throw new ExpressionError(`this cannot be differentiated: ${why}`, { line: "", at: node.at });
}

export const bind =
  (scope: TypeScope, bound: string, type: "integer" | "scalar"): TypeScope =>
  (n) =>
    n === bound ? type : scope(n);
