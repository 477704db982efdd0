import { compareSides, flat } from "../compare.js";
import {
  gradientOf,
  isSimplex,
  objective,
  projected,
  withVariable,
  type Extremum,
} from "../gradient.js";
import { failAt, forPoints, type Outcome, type Plan } from "../plan.js";
import { shaped } from "../neighbours.js";
import type { Point } from "../point.js";
import type { Line } from "../line.js";
import type { Arithmetic } from "../../expression/arithmetic.js";
import { extremesAt } from "../extremes.js";

const pairsPerPoint = 6;
/** At how many points a partner of the same height is looked for. */
const levelPoints = 10;

/**
 * Two functions with the same minimiser, here: one grows wherever the other does. They must put random pairs of points
 * in the same order, where one is as high at two places the other must be, and their gradients must point the same way.
 */
export function checkSameOrder(plan: Plan, left: Extremum, right: Extremum): Outcome {
  const { space } = plan;
  const { variable } = left;
  const f = objective(space, left);
  const g = objective(space, right);
  let orderedPairs = 0;
  const pointTheSameWay = gradientTest(plan, left, right);
  const outcome = forPoints(
    withVariable(plan, variable),
    (point, i) => {
      const moves = { f: false, g: false };
      const a = space.environment(space.arithmetics.float, point);
      for (let n = 0; n < pairsPerPoint; n++) {
        const other = otherValue(plan, variable, point, n === 2 ? i : undefined);
        const b = space.environment(space.arithmetics.float, other);
        const first = (f.float(a) as number) - (f.float(b) as number);
        const second = (g.float(a) as number) - (g.float(b) as number);
        if (!Number.isFinite(first) && !Number.isFinite(second)) {
          if (n === 2) continue;
          return "skip";
        }
        const tie = (x: number, line: Line): boolean =>
          Math.abs(x) <= 1e-8 * Math.max(1e-12, Math.abs(line.float(a) as number));
        const flatF = tie(first, f);
        const flatG = tie(second, g);
        // A likelihood of 1e-30 may move without being seen to: it is given the benefit of the doubt.
        if (!flatF || Math.abs(f.float(a) as number) < 1e-12) moves.f = true;
        if (!flatG || Math.abs(g.float(a) as number) < 1e-12) moves.g = true;
        if (flatF && flatG) continue;
        if (Math.sign(first) !== Math.sign(second) && !(flatF || flatG)) {
          return failAt(
            plan,
            point,
            `the two functions put two values of ${variable} in different order`,
          );
        }
        orderedPairs++;
      }
      // Everything minimises a constant.
      if (moves.f !== moves.g) {
        return failAt(plan, point, `only one of the two functions changes with ${variable}`);
      }
      if (i < levelPoints && !areLevelTogether(plan, variable, f, g, point)) {
        return failAt(
          plan,
          point,
          `where one function is as high at two values of ${variable}, the other is not`,
        );
      }
      if (!pointTheSameWay(point)) {
        return failAt(plan, point, `the two gradients by ${variable} point different ways`);
      }
      return "used";
    },
    `random points, each compared with ${pairsPerPoint} others and with one of the same height, and the direction of the gradients`,
  );
  if (outcome.ok && orderedPairs === 0) {
    return { ok: false, failure: { reason: `neither function changes with ${variable}` } };
  }
  return outcome;
}

function otherValue({ space, rng }: Plan, variable: string, point: Point, extreme?: number): Point {
  const fixed = new Map([...point.values].filter(([name]) => name !== variable));
  return space.draw(
    rng,
    point.narrow,
    0,
    fixed,
    extreme === undefined ? new Map() : extremesAt([variable], extreme),
  );
}

/** Whether both gradients point the same way, to 30 digits where 60 can follow; true where one has no direction. */
function gradientTest(plan: Plan, left: Extremum, right: Extremum): (point: Point) => boolean {
  const { space } = plan;
  const df = gradientOf(space, left)?.[0];
  const dg = gradientOf(space, right)?.[0];
  const simplex = isSimplex(space, left.variable);
  if (df === undefined || dg === undefined) return () => true;
  return (point) => {
    const slopesIn = <T>(F: Arithmetic<T>, line: Line): T[] =>
      projected(F, flat(line.value(F, space.environment(F, point))) as T[], simplex);
    const { float } = space.arithmetics;
    const lengths = [df, dg].map((line) => Math.hypot(...slopesIn(float, line)));
    if (lengths.some((length) => !(length >= 1e-9 && length < Infinity))) return true;
    const { verdict, difference } = compareSides(space.arithmetics, <T>(F: Arithmetic<T>) => {
      // Compared beside 1: a component may be zero.
      const unit = (slopes: readonly T[]): T[] => {
        const length = F.sqrt(slopes.reduce((sum, x) => F.add(sum, F.multiply(x, x)), F.of(0)));
        return slopes.map((x) => F.add(F.divide(x, length), F.of(2)));
      };
      return [unit(slopesIn(F, df)), unit(slopesIn(F, dg))];
    });
    return verdict === "equal" || verdict === "unusable" || difference < 1e-20;
  };
}

/**
 * Between this point and one that is higher, beyond the valley, there is a place as high as this one, found by halving
 * and by 60 digits: the other function must be level there too.
 */
function areLevelTogether(plan: Plan, variable: string, f: Line, g: Line, point: Point): boolean {
  const { space } = plan;
  const quantity = space.quantities.get(variable)!;
  if (quantity.type === "integer" || quantity.range?.whole === true || f.expensive || g.expensive) {
    return true;
  }
  const { float, decimal } = space.arithmetics;
  const slot = space.slot(variable);
  const from = flat(point.values.get(variable)) as number[];
  const environment = space.environment(float, point);
  const like = environment[slot];
  for (let attempt = 0; attempt < 4; attempt++) {
    const to = flat(otherValue(plan, variable, point).values.get(variable)) as number[];
    const heightAt = (t: number): number => {
      environment[slot] = shaped(
        like,
        from.map((x, i) => x + t * (to[i]! - x)),
      );
      return f.float(environment) as number;
    };
    const level = heightAt(0);
    const scale = heightAt(1) - level;
    if (!(scale > 1e-6 * Math.abs(level))) continue;
    const below = Array.from({ length: 15 }, (_, i) => (i + 1) / 16).find(
      (t) => heightAt(t) < level,
    );
    if (below === undefined) continue;
    let [low, high]: [number, number] = [below, 1];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (heightAt(middle) < level) low = middle;
      else high = middle;
    }
    const F = decimal;
    const exact = space.environment(F, point);
    const heightIn = (line: Line, t: ReturnType<typeof F.of>): typeof t => {
      exact[slot] = shaped(
        like,
        from.map((x, i) => F.add(F.of(x), F.multiply(t, F.subtract(F.of(to[i]!), F.of(x))))),
      );
      return line.value(F, exact) as typeof t;
    };
    try {
      // The secant's rule from the two ends of the last halving, in 60 digits.
      const wanted = heightIn(f, F.of(0));
      let [t0, t1] = [F.of(low - 1e-9), F.of(high + 1e-9)];
      let [y0, y1] = [F.subtract(heightIn(f, t0), wanted), F.subtract(heightIn(f, t1), wanted)];
      for (let i = 0; i < 9 && !F.isZero(y1) && F.compare(y0, y1) !== 0; i++) {
        const next = F.subtract(
          t1,
          F.divide(F.multiply(y1, F.subtract(t1, t0)), F.subtract(y1, y0)),
        );
        [t0, y0] = [t1, y1];
        [t1, y1] = [next, F.subtract(heightIn(f, next), wanted)];
      }
      const found = F.toNumber(y1) / scale;
      if (!(Math.abs(found) < 1e-25)) continue;
      const gap = F.subtract(heightIn(g, t1), heightIn(g, F.of(0)));
      const range = F.subtract(heightIn(g, F.of(1)), heightIn(g, F.of(0)));
      const share = Math.abs(F.toNumber(F.divide(gap, range)));
      if (Number.isNaN(share)) continue;
      return share < 1e-15;
    } catch {
      return true;
    }
  }
  return true;
}
