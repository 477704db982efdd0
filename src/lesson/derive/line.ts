import type { Arithmetic } from "../expression/arithmetic.js";
import type { TakenDerivative } from "../expression/expand.js";
import { ExpressionError } from "../expression/expressionError.js";
import type { ExpressionNode } from "../expression/node.js";
import type { Environment } from "../expression/scope.js";
import type { ValueType } from "../expression/valueType.js";

export type LinkedFunction = (...args: never[]) => unknown;

/** An expression of a derivation, ready to be evaluated. */
export interface Line {
  readonly tree: ExpressionNode;
  readonly expanded: ExpressionNode;
  readonly taken: readonly TakenDerivative[];
  /** Quantities that it depends on, sizes included. */
  readonly names: ReadonlySet<string>;
  /** An integral, an infinite sum: fewer points. */
  readonly expensive: boolean;
  /** A function of `src` is called in it: it exists on the declared domain alone. */
  readonly foreign: boolean;
  readonly type: ValueType;
  /** O(f) or o(f) of the line, which its value leaves out. */
  readonly order?: { readonly kind: "O" | "o"; readonly of: Line };
  /** Its value in float64. */
  float(environment: Environment): unknown;
  /** Its value in one of the space's arithmetics; throws NoSecondOpinion where that cannot follow. */
  value<T>(F: Arithmetic<T>, environment: Environment): unknown;
}

/** An error knows the place in its expression; this says which expression that is. */
export const placed =
  (tree: ExpressionNode, run: (environment: Environment) => unknown) =>
  (environment: Environment): unknown => {
    try {
      return run(environment);
    } catch (error) {
      if (!(error instanceof ExpressionError) || error.of !== undefined) throw error;
      throw new ExpressionError(error.reason, error.place, tree);
    }
  };

export const isExpensive = (node: ExpressionNode): boolean =>
  node.kind === "integral" ||
  node.kind === "optimum" ||
  node.kind === "expectation" ||
  (node.kind === "sum" && node.range.to.kind === "name" && node.range.to.name === "∞");
