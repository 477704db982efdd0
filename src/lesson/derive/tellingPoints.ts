import { isInside, isReal } from "../expression/domain.js";
import { isFunction } from "../expression/functions.js";
import { binary, children, freeNames, number, type ExpressionNode } from "../expression/node.js";
import type { Plan } from "./plan.js";
import type { Line, Point } from "./space.js";

/** A point of which one quantity stands exactly where an expression says: at √2, or at another quantity. */
export interface TellingPoint {
  readonly point: Point;
  readonly name: string;
  /** The value, computed in whichever arithmetic the lines are. */
  readonly value: Line;
}

const most = 16;

/**
 * Points at which a claim may break though it holds all around: a quantity at a constant of the lines
 * (0.3 in `x > 0.3`), and two quantities of a kind tied.
 */
export function tellingPoints(plan: Plan): TellingPoint[] {
  const { space } = plan;
  const used = [...space.quantities].filter(
    ([name, quantity]) =>
      isReal(quantity) && (plan.left.names.has(name) || plan.right.names.has(name)),
  );
  const constants = new Map<string, ExpressionNode>();
  for (const line of [plan.left, plan.right]) collectConstants(line.expanded, constants);
  const points: TellingPoint[] = [];
  for (const [name, quantity] of used) {
    const others = used
      .filter(([other, { kind }]) => other !== name && kind === quantity.kind)
      .map(([other]): ExpressionNode => ({ kind: "name", name: other, at: 0 }));
    for (const tree of [...others, ...[...constants.values()].flatMap(around)]) {
      const point = space.draw(plan.rng, plan.narrow, 0);
      const value = space.lineOf(tree, tree);
      const number = value.float(space.environment(space.arithmetics.float, point));
      if (typeof number !== "number" || !Number.isFinite(number)) continue;
      if (!isInside(quantity, number)) continue;
      points.push({ point, name, value });
      if (points.length >= most) return points;
    }
  }
  return points;
}

/** A constant, half of it and twice it: `max(T, 0.001)` is T above it alone. */
const around = (constant: ExpressionNode): readonly ExpressionNode[] => [
  constant,
  binary("/", constant, number(2)),
  binary("*", constant, number(2)),
];

/** The largest parts of an expression that depend on nothing, each once. */
export function collectConstants(node: ExpressionNode, found: Map<string, ExpressionNode>): void {
  const names = freeNames(node);
  const closed = [...names].every((name) => name === "π" || name === "e" || isFunction(name));
  if (closed && (node.kind === "number" || node.kind === "call" || node.kind === "binary")) {
    const key = JSON.stringify(node, (name, value: unknown) => (name === "at" ? undefined : value));
    found.set(key, node);
    return;
  }
  for (const part of children(node)) collectConstants(part, found);
}
