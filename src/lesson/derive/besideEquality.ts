import type { Arithmetic } from "../expression/arithmetic.js";
import { belongs } from "../expression/domain.js";
import { ExpressionError } from "../expression/expressionError.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import type { Environment } from "../expression/scope.js";
import type { QuantityValue } from "../expression/quantity.js";
import { environmentWith, type Assignment } from "./assignment.js";
import { compareSides, flat } from "./compare.js";
import { neighboursOf, type Neighbour } from "./neighbours.js";
import { canMove, failAt, type Outcome, type Plan } from "./plan.js";
import { wrongWords } from "./pointwise.js";
import { lowPlaces, type Descent } from "./search.js";
import type { Point } from "./point.js";

/** Near enough that the second order tells, and far enough that float64 can. */
const searchStep = 1e-3;
/** Beside the place that was found; the first is where the search looked. */
const steps = [searchStep, 1e-6, 1e-12];
const tries = 2;
const descent: Descent = { starts: 2, steps: 40 };

/**
 * A bound that holds with equality at q = p for every p may be too tight beside some p alone, as Pinsker's with ½ and a
 * little is at p = ½: there both sides vanish together, and random points tell nothing. So the other quantities are moved
 * to where the bound is tightest a step beside equality, and 60 digits judge there.
 */
export function failureBesideEquality(
  plan: Plan,
  wanted: "less" | "greater",
  assignments: readonly Assignment[],
): Outcome | undefined {
  const { left, right, space } = plan;
  if (left.foreign || right.foreign || left.expensive || right.expensive) return undefined;
  const moved = assignments.filter(({ name }) => canMove(plan, name));
  if (moved.length === 0) return undefined;
  for (let turn = 0; turn < tries; turn++) {
    const point = tightestBeside(plan, wanted, assignments, moved, turn);
    for (const { name } of moved) {
      const { float } = space.arithmetics;
      const there = environmentWith(float, plan, assignments, point);
      const count = neighbours(float, plan, there, name).length;
      for (let i = 0; i < count; i++) {
        for (const step of steps) {
          const failure = judgedBeside(plan, wanted, assignments, { point, name, i, step });
          if (failure !== undefined) return failure;
        }
      }
    }
  }
  return undefined;
}

/** Every quantity that is not assigned moves downhill in its turn. */
function tightestBeside(
  plan: Plan,
  wanted: "less" | "greater",
  assignments: readonly Assignment[],
  moved: readonly Assignment[],
  turn: number,
): Point {
  const { space, left, right, rng } = plan;
  const { float } = space.arithmetics;
  const assigned = new Set(assignments.map(({ name }) => name));
  let point = space.draw(rng, plan.narrow, 0, turn === 0 ? smallestSizes(plan) : new Map());
  const height = (at: Point): number => {
    let least = Infinity;
    for (const { name } of moved) {
      const environment = environmentWith(float, plan, assignments, at);
      const slot = space.slot(name);
      for (const place of neighbours(float, plan, environment, name)) {
        environment[slot] = place(searchStep);
        if (!isInside(plan, name, environment[slot])) continue;
        float.forgetLosses();
        const [a, b] = [left.float(environment) as number, right.float(environment) as number];
        const gap = wanted === "less" ? b - a : a - b;
        // Far out the sides may be too small a part of their terms for float64 to tell.
        if (Math.abs(gap) <= float.losses().rounding) continue;
        least = Math.min(least, gap / (Math.abs(a) + Math.abs(b)));
      }
    }
    return least;
  };
  for (const [name] of space.quantities) {
    if (assigned.has(name) || !canMove(plan, name)) continue;
    const at = (value: unknown): Point => ({
      ...point,
      values: new Map([...point.values, [name, value as QuantityValue]]),
    });
    const places = lowPlaces(space, name, point, (v) => height(at(v)), [], rng, descent);
    const [lowest] = places
      .filter((one) => one.height < Infinity)
      .sort((a, b) => a.height - b.height);
    if (lowest !== undefined) point = at(lowest.value);
  }
  return point;
}

interface Place {
  readonly point: Point;
  readonly name: string;
  readonly i: number;
  readonly step: number;
}

/** Undefined where the bound holds, or says nothing. */
function judgedBeside(
  plan: Plan,
  wanted: "less" | "greater",
  assignments: readonly Assignment[],
  { point, name, i, step }: Place,
): Outcome | undefined {
  const { space, left, right } = plan;
  const slot = space.slot(name);
  const placed = <T>(F: Arithmetic<T>): Environment => {
    const environment = environmentWith(F, plan, assignments, point);
    environment[slot] = neighbours(F, plan, environment, name)[i]?.(step);
    return environment;
  };
  try {
    const there = placed(space.arithmetics.float);
    if (!isInside(plan, name, there[slot])) return undefined;
    const comparison = compareSides(
      space.arithmetics,
      (F) => {
        const environment = placed(F);
        return [left.value(F, environment), right.value(F, environment)];
      },
      { wanted, careful: true, far: true },
    );
    const { verdict, secondOpinion } = comparison;
    if (!secondOpinion || verdict !== (wanted === "less" ? "greater" : "less")) return undefined;
    const values = new Map(point.values);
    for (const one of assignments) {
      values.set(one.name, there[space.slot(one.name)] as QuantityValue);
    }
    const words = `${wrongWords[wanted === "less" ? "≤" : "≥"]}, beside the equality`;
    return failAt(plan, { ...point, values }, words, comparison);
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof NoSecondOpinion) return undefined;
    throw error;
  }
}

/** Places a step beside the value that a quantity has, in every direction; the step is a part of the value's size. */
function neighbours<T>(
  F: Arithmetic<T>,
  { space }: Plan,
  environment: Environment,
  name: string,
): ((step: number) => unknown)[] {
  const quantity = space.quantities.get(name)!;
  const value = environment[space.slot(name)];
  const largest = Math.max(...(flat(value) as T[]).map((cell) => Math.abs(F.toNumber(cell))));
  const size = quantity.sumsToOne === undefined && largest > 0 ? largest : 1;
  // The same slanting directions in every arithmetic.
  let drawn = 0;
  const slant = (): number => Math.sin(++drawn);
  return neighboursOf(F, quantity, value, slant).map(
    (place: Neighbour<T>) => (step) => place(F.of(step * size)),
  );
}

/** Sizes as small as they may be, but 2: there every direction is tried, and one alone has none. */
function smallestSizes({ space }: Plan): Map<string, QuantityValue> {
  const sizes = new Set([...space.quantities.values()].flatMap((quantity) => quantity.sizes));
  return new Map(
    [...space.quantities].flatMap(([name, { range }]): [string, number][] =>
      sizes.has(name) ? [[name, Math.min(Math.max(range?.low ?? 2, 2), range?.high ?? 2)]] : [],
    ),
  );
}

/** In the domain that the step is tested on: from a vertex of the simplex there are steps that leave it. */
function isInside(plan: Plan, name: string, value: unknown): boolean {
  const quantity = plan.space.quantities.get(name)!;
  const isWide = quantity.wider !== undefined && !plan.narrow.has(name);
  return isWide ? (flat(value) as number[]).every((cell) => cell > 0) : belongs(quantity, value);
}
