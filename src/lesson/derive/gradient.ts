import type { Arithmetic } from "../expression/arithmetic.js";
import { differentiate } from "../expression/differentiate.js";
import { ExpressionError } from "../expression/expressionError.js";
import { negate, number, type ExpressionNode } from "../expression/node.js";
import type { Plan } from "./plan.js";
import type { Space } from "./space.js";
import type { Line } from "./line.js";

export type Extremum = Extract<ExpressionNode, { kind: "argmin" | "argmax" }>;

export const isExtremum = (node: ExpressionNode): node is Extremum =>
  node.kind === "argmin" || node.kind === "argmax";

/** What is made small: −f for an arg max. */
export function objective(space: Space, node: Extremum): Line {
  const body = node.kind === "argmin" ? node.body : negate(node.body);
  return space.lineOf(body, body);
}

/** The partial derivatives, one for each component; undefined where no rule is known. */
export function gradientOf(space: Space, node: Extremum): Line[] | undefined {
  const type = space.typeOfName(node.variable);
  const body = node.kind === "argmin" ? node.body : negate(node.body);
  const size = space.quantities.get(node.variable)?.sizes[0];
  try {
    if (type === "scalar") {
      const tree = differentiate(body, { name: node.variable, indices: [] }, space.typeOfName);
      return [space.lineOf(tree, tree)];
    }
    if (type === "vector" && size !== undefined) {
      // One vector: its components are the partial derivatives.
      const partial = differentiate(
        body,
        { name: node.variable, indices: [{ kind: "name", name: "component#0", at: 0 }] },
        (name) => (name === "component#0" ? "integer" : space.typeOfName(name)),
      );
      const tree: ExpressionNode = {
        kind: "vector",
        range: {
          index: "component#0",
          from: number(1),
          to: {
            kind: "call",
            name: "size",
            args: [{ kind: "name", name: node.variable, at: 0 }],
            at: 0,
          },
        },
        body: partial,
        at: 0,
      };
      return [space.lineOf(tree, tree)];
    }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
  }
  return undefined;
}

/** On the simplex only differences of partial derivatives count. */
export function projected<T>(F: Arithmetic<T>, gradient: readonly T[], simplex: boolean): T[] {
  if (!simplex) return [...gradient];
  const total = gradient.reduce((a, b) => F.add(a, b), F.of(0));
  const mean = F.divide(total, F.of(gradient.length));
  return gradient.map((value) => F.subtract(value, mean));
}

export const isSimplex = (space: Space, name: string): boolean =>
  space.quantities.get(name)?.sumsToOne === "vector";

/** The variable keeps to its own domain, and off its edges: that is what the minimum is over. */
export function withVariable(plan: Plan, variable: string): Plan {
  return {
    ...plan,
    narrow: new Set([...plan.narrow, variable]),
    points: Math.min(plan.points, 24),
  };
}
