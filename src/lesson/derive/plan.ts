import type { Rng } from "../../math/random/index.js";
import { compareSides, type CompareOptions, type Comparison } from "./compare.js";
import type { Failure } from "./derivationError.js";
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

/** Draws until enough points have a number on both sides. */
export function forPoints(
  plan: Plan,
  test: (point: Point, index: number) => Outcome | "used" | "skip",
  tested = "random points",
): Outcome {
  let used = 0;
  const most = plan.points * 6 + 60;
  for (let i = 0; i < most && used < plan.points; i++) {
    const point = plan.space.draw(plan.rng, plan.narrow, i < 6 ? 0.6 : edgeShare);
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
