import { compareSides, type Sides } from "../derive/compare.js";
import type { Space } from "../derive/space.js";
import type { Point } from "../derive/point.js";
import type { Line } from "../derive/line.js";

/** Whether two expressions have the same value at each of the points. */
export function sameFunction(space: Space, a: Line, b: Line, points: readonly Point[]): boolean {
  return points.every((point) => {
    const { verdict } = compareSides(space.arithmetics, sidesAt(space, a, b, point));
    return verdict === "equal";
  });
}

/** The two values at a point, in any arithmetic. */
export const sidesAt =
  (space: Space, a: Line, b: Line, point: Point): Sides =>
  (F) => {
    const environment = space.environment(F, point);
    return [a.value(F, environment), b.value(F, environment)];
  };
