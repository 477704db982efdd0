import { ExpressionError } from "../expression/expressionError.js";
import { isInside, isReal } from "../expression/domain.js";
import { isFunction } from "../expression/functions.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import { denominatorsBelow, exactRoot, kinksBelow, rootsBetween } from "../expression/kinks.js";
import { binary, number, type ExpressionNode } from "../expression/node.js";
import { children, freeNames } from "../expression/walk.js";
import type { Environment } from "../expression/scope.js";
import { isUnknown } from "./derivativeKinks.js";
import { replaced } from "./exceptions.js";
import { isUsed, type Plan } from "./plan.js";
import type { Point } from "./point.js";

/** A point of which one quantity stands exactly where an expression says: at √2, or at another quantity. */
export interface TellingPoint {
  readonly point: Point;
  readonly name: string;
  /** The value of that quantity, in whichever arithmetic the lines are. */
  value<T>(F: Arithmetic<T>, environment: Environment): unknown;
  /** Whether the value is exactly where it is meant to be; a denominator of 1e-65 is none that vanishes. */
  isThere?<T>(F: Arithmetic<T>, environment: Environment): boolean;
}

const most = 16;
const mostBoundaries = 36;
const mostDenominators = 6;

/**
 * Points at which a claim may break though it holds all around: a quantity at a constant of the lines
 * (0.3 in `x > 0.3`), two quantities of a kind tied, and a quantity where a condition of the lines turns or what they divide by vanishes.
 */
export const tellingPoints = (plan: Plan): TellingPoint[] => [
  ...atConstants(plan),
  ...atBoundaries(plan),
];

function atConstants(plan: Plan): TellingPoint[] {
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
      points.push({ point, name, value: value.value.bind(value) });
      if (points.length >= most) return points;
    }
  }
  return points;
}

/**
 * Where u = 0 for the u of |u|, of (u > 0), of max(u, 0) in the lines: a number, or a component, stands there, and a
 * little to either side; and for the u of 1/u.
 */
function atBoundaries(plan: Plan): TellingPoint[] {
  const { space } = plan;
  if (plan.left.expensive || plan.right.expensive) return [];
  const points: TellingPoint[] = [];
  const indices = [number(1), number(2)];
  for (const [name, quantity] of space.quantities) {
    const isVector = quantity.kind === "vector" || quantity.kind === "positives";
    if (!isUsed(plan, name) || !(isReal(quantity) || isVector)) continue;
    const { low = -Infinity, high = Infinity } = quantity.range ?? {};
    const partsOf = (find: typeof kinksBelow, atMost: number): ExpressionNode[] =>
      [plan.left, plan.right]
        .flatMap((line) => find(line.expanded, name, indices))
        .slice(0, atMost);
    const kinks = partsOf(kinksBelow, mostBoundaries);
    for (const [i, tree] of [...kinks, ...partsOf(denominatorsBelow, mostDenominators)].entries()) {
      const isKink = i < kinks.length;
      if ([...freeNames(tree)].some((free) => isUnknown(space, free))) continue;
      const line = space.lineOf(tree, tree);
      const point = space.draw(plan.rng, plan.narrow, 0);
      const slot = space.slot(name);
      const at = isVector ? [1] : [];
      const heightIn =
        <T>(F: Arithmetic<T>, environment: Environment) =>
        (x: T): T => {
          const before = environment[slot];
          environment[slot] = replaced(before, at, x);
          const height = line.value(F, environment) as T;
          environment[slot] = before;
          return height;
        };
      const { float } = space.arithmetics;
      const roots = rootsWhereItExists(heightIn(float, space.environment(float, point)), low, high);
      for (const root of roots.filter((x) => isInside(quantity, x)).slice(0, 2)) {
        for (const beside of isKink ? [0, 1e-4, -1e-4] : [0]) {
          const by = beside * (1 + Math.abs(root));
          if (!isInside(quantity, root + by)) continue;
          points.push({
            point,
            name,
            value: (F, environment) => {
              const there = exactRoot(F, heightIn(F, environment), root);
              return replaced(environment[slot], at, F.add(there, F.of(by)));
            },
            ...(isKink
              ? {}
              : {
                  isThere: <T>(F: Arithmetic<T>, environment: Environment): boolean =>
                    F.isZero(line.value(F, environment) as T),
                }),
          });
        }
        if (points.length >= mostBoundaries) return points;
      }
    }
  }
  return points;
}

/** The roots; none where there is no such component: the second of a vector that was drawn with one. */
function rootsWhereItExists(
  f: (x: number) => number,
  low: number,
  high: number,
): readonly number[] {
  try {
    return rootsBetween(f, low, high);
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
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
  if (closed && /^(number|name|call|binary)$/.test(node.kind) && !isFunctionName(node)) {
    const key = JSON.stringify(node, (name, value: unknown) => (name === "at" ? undefined : value));
    found.set(key, node);
    return;
  }
  for (const part of children(node)) collectConstants(part, found);
}

const isFunctionName = (node: ExpressionNode): boolean =>
  node.kind === "name" && isFunction(node.name);
