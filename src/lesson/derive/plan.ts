import type { Rng } from "../../math/random/index.js";
import { isReal } from "../expression/domain.js";
import { compareSides, type CompareOptions, type Comparison } from "./compare.js";
import type { Failure } from "./derivationError.js";
import type { QuantityValue } from "../expression/quantity.js";
import type { Space } from "./space.js";
import type { Point } from "./point.js";
import type { Line } from "./line.js";

/** A test of one step: how often and where, and what came of it. */
export type Outcome =
  | { readonly ok: true; readonly points: number; readonly tested: string }
  | { readonly ok: false; readonly failure: Failure };

export interface Plan {
  readonly space: Space;
  readonly left: Line;
  readonly right: Line;
  readonly rng: Rng;
  /** Quantities that are held to their narrow domain. */
  readonly narrow: ReadonlySet<string>;
  /** Points where one of these is 1 are left out: `{except x = 0}`. */
  readonly exceptions: readonly Line[];
  /** How many usable points are wanted. */
  readonly points: number;
}

/** How often a quantity stands at an edge of its domain. */
export const edgeShare = 0.15;

export function comparePoint(
  space: Space,
  left: Line,
  right: Line,
  point: Point,
  options: CompareOptions = {},
): Comparison {
  return compareSides(
    space.arithmetics,
    (F) => {
      const environment = space.environment(F, point);
      return [left.value(F, environment), right.value(F, environment)];
    },
    options,
  );
}

/** Whether a line of the step depends on a quantity. */
export const isUsed = (plan: Plan, name: string): boolean =>
  plan.left.names.has(name) || plan.right.names.has(name);

/** Numbers, vectors and distributions that the step depends on. */
export function canMove(plan: Plan, name: string): boolean {
  const quantity = plan.space.quantities.get(name)!;
  const isList = /^(vector|positives|simplex)$/.test(quantity.kind);
  return isUsed(plan, name) && (isReal(quantity) || isList);
}

/** The values of the quantities that a step depends on. */
export function relevant(plan: Plan, point: Point): Point["values"] {
  return new Map([...point.values].filter(([name]) => isUsed(plan, name)));
}

export function failAt(plan: Plan, point: Point, reason: string, comparison?: Comparison): Outcome {
  return {
    ok: false,
    failure: {
      reason,
      values: relevant(plan, point),
      ...(comparison === undefined ? {} : { left: comparison.left, right: comparison.right }),
    },
  };
}

/** From this draw on, after the points that the careful look at, each quantity stands at zero once. */
const firstZero = 6;

/** The names of what may be nothing: numbers, vectors and counts that the step depends on. Nothing is drawn by them. */
function zeroNames(plan: Plan): string[] {
  return [...plan.space.quantities]
    .filter(([name, { kind, range }]) => {
      const isList = kind === "vector" || kind === "counts";
      return isUsed(plan, name) && (isList || (kind === "real" && range?.low === undefined));
    })
    .map(([name]) => name);
}

const zeroLike = (value: QuantityValue): QuantityValue =>
  Array.isArray(value) ? (value as readonly number[]).map(() => 0) : 0;

/** Draws until enough points have a number on both sides; some of them at zero, which is left to no luck. */
export function forPoints(
  plan: Plan,
  test: (point: Point, index: number) => Outcome | "used" | "skip",
  tested = "random points",
): Outcome {
  let used = 0;
  const most = plan.points * 6 + 60;
  const zeros = zeroNames(plan);
  for (let i = 0; i < most && used < plan.points; i++) {
    let point = plan.space.draw(plan.rng, plan.narrow, i < firstZero ? 0.6 : edgeShare);
    const name = zeros[i - firstZero];
    if (name !== undefined) {
      const zero = zeroLike(point.values.get(name)!);
      point = { ...point, values: new Map([...point.values, [name, zero]]) };
    }
    const result = test(point, i);
    if (result === "used") used++;
    else if (result !== "skip") return result;
  }
  if (used < Math.ceil(plan.points / 2)) {
    return {
      ok: false,
      failure: {
        reason: `only ${used} of ${most} points could be used: both sides are infinite or undefined at the others`,
      },
    };
  }
  return { ok: true, points: used, tested };
}
