import { compareSides, flat } from "./compare.js";
import { failAt, forPoints, type Outcome, type Plan } from "./plan.js";
import type { Line, Point } from "./space.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import { belongs } from "../expression/domain.js";
import {
  gradientOf,
  isExtremum,
  isSimplex,
  objective,
  projected,
  unit,
  type Extremum,
} from "./gradient.js";

const pairsPerPoint = 6;

/** Whether a step speaks of a minimiser. */
export const isAboutExtremum = (left: Line, right: Line): boolean =>
  isExtremum(left.expanded) || isExtremum(right.expanded);

/** arg min f = arg min g, or arg min f = a point. */
export function checkExtremum(plan: Plan): Outcome {
  const left = plan.left.expanded;
  const right = plan.right.expanded;
  if (isExtremum(left) && isExtremum(right)) {
    if (left.variable !== right.variable) {
      return {
        ok: false,
        failure: {
          reason: `one side minimises over ${left.variable}, the other over ${right.variable}`,
        },
      };
    }
    return checkSameOrder(plan, left, right);
  }
  if (isExtremum(left)) return checkMinimiser(plan, left, plan.right);
  return checkMinimiser(plan, right as Extremum, plan.left);
}

/** The variable keeps to its own domain, and off its edges: that is what the minimum is over. */
function withVariable(plan: Plan, variable: string): Plan {
  return {
    ...plan,
    narrow: new Set([...plan.narrow, variable]),
    points: Math.min(plan.points, 24),
  };
}

/**
 * Two functions with the same minimiser, here: one grows wherever the other does. They must put
 * random pairs of points in the same order, and their gradients must point the same way.
 */
function checkSameOrder(plan: Plan, left: Extremum, right: Extremum): Outcome {
  const { space } = plan;
  const { variable } = left;
  const f = objective(space, left);
  const g = objective(space, right);
  const df = gradientOf(space, left);
  const dg = gradientOf(space, right);
  const simplex = isSimplex(space, variable);
  let orderedPairs = 0;
  const outcome = forPoints(
    withVariable(plan, variable),
    (point) => {
      const fixed = new Map([...point.values].filter(([name]) => name !== variable));
      const moves = { f: false, g: false };
      for (let i = 0; i < pairsPerPoint; i++) {
        const other = space.draw(plan.rng, point.narrow, 0, fixed);
        const a = space.environment(space.arithmetics.float, point);
        const b = space.environment(space.arithmetics.float, other);
        const first = (f.float(a) as number) - (f.float(b) as number);
        const second = (g.float(a) as number) - (g.float(b) as number);
        if (!Number.isFinite(first) && !Number.isFinite(second)) return "skip";
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
      if (df !== undefined && dg !== undefined) {
        const environment = space.environment(space.arithmetics.float, point);
        const u = unit(
          projected(space.arithmetics.float, flat(df[0]!.float(environment)) as number[], simplex),
        );
        const v = unit(
          projected(space.arithmetics.float, flat(dg[0]!.float(environment)) as number[], simplex),
        );
        if (u !== undefined && v !== undefined) {
          const apart = Math.max(...u.map((value, i) => Math.abs(value - v[i]!)));
          if (!(apart < 1e-6)) {
            return failAt(plan, point, `the two gradients by ${variable} point different ways`);
          }
        }
      }
      return "used";
    },
    `random points, each compared with ${pairsPerPoint} others, and the direction of the gradients`,
  );
  if (outcome.ok && orderedPairs === 0) {
    return {
      ok: false,
      failure: { reason: `neither function changes with ${variable}` },
    };
  }
  return outcome;
}

/** First-order conditions at the point that is claimed, and nothing smaller around it. */
function checkMinimiser(plan: Plan, node: Extremum, claimed: Line): Outcome {
  const { space } = plan;
  const { variable } = node;
  const f = objective(space, node);
  const gradient = gradientOf(space, node);
  const simplex = isSimplex(space, variable);
  const slot = space.slot(variable);
  if (claimed.names.has(variable)) {
    return { ok: false, failure: { reason: `the minimiser still depends on ${variable}` } };
  }
  let largerValues = 0;
  const outcome = forPoints(
    withVariable(plan, variable),
    (point: Point) => {
      if (gradient !== undefined) {
        const comparison = compareSides(space.arithmetics, <T>(F: Arithmetic<T>) => {
          const environment = space.environment(F, point);
          environment[slot] = claimed.value(F, environment);
          const raw = flat(gradient[0]!.value(F, environment)) as T[];
          const slopes = projected(F, raw, simplex);
          // Compared beside 1 + the size of the slopes that cancel: zero has no relative error.
          const size = raw.reduce((a, b) => F.add(a, F.abs(b)), F.of(1));
          return [
            slopes.map((slope) => F.add(F.divide(slope, size), F.of(1))),
            slopes.map(() => F.of(1)),
          ];
        });
        if (comparison.verdict === "unusable") return "skip";
        if (comparison.verdict !== "equal") {
          return failAt(
            plan,
            point,
            simplex
              ? `the partial derivatives by ${variable} are not all equal there`
              : `the derivative by ${variable} is not zero there`,
          );
        }
      }
      const environment = space.environment(space.arithmetics.float, point);
      const best = claimed.float(environment);
      environment[slot] = best;
      if (flat(best).length !== flat(point.values.get(variable)).length) {
        return failAt(plan, point, `the minimiser has another size than ${variable}`);
      }
      const quantity = space.quantities.get(variable)!;
      // On a wider domain than the page's the formula may lead out of it.
      const widened = [...claimed.names].some(
        (name) => space.quantities.get(name)!.wider !== undefined && !point.narrow.has(name),
      );
      if (!widened && flat(best).every(Number.isFinite) && !belongs(quantity, best)) {
        return failAt(
          plan,
          point,
          `the minimiser ${flat(best).map(String).join(", ")} is outside the domain of ${variable}: it is no ${quantity.words}`,
        );
      }
      const cells = flat(best) as number[];
      const total = cells.reduce((sum, cell) => sum + cell, 0);
      if (simplex && (Math.abs(total - 1) > 1e-9 || cells.some((cell) => cell < 0))) {
        return failAt(plan, point, `the minimiser is no distribution: it sums to ${total}`);
      }
      const least = f.float(environment) as number;
      if (!Number.isFinite(least)) return "skip";
      const fixed = new Map([...point.values].filter(([name]) => name !== variable));
      for (let i = 0; i < pairsPerPoint; i++) {
        // Some of the others stand far out, some close by, some very close.
        const extremes = { share: i % 6 === 2 ? 1 : 0 };
        const other = space.draw(plan.rng, point.narrow, 0, fixed, extremes).values.get(variable);
        const near = i % 2 === 0 ? other : blend(best, other, i % 6 === 3 ? 1e-5 : 0.02);
        environment[slot] = near;
        const value = f.float(environment) as number;
        if (value < least - 1e-9 * Math.abs(least)) {
          return failAt(plan, point, `the function is smaller at another ${variable}`);
        }
        if (value > least) largerValues++;
      }
      return "used";
    },
    `random points: derivatives there, and ${pairsPerPoint} other values of ${variable}`,
  );
  if (outcome.ok && largerValues === 0) {
    return { ok: false, failure: { reason: `the function does not change with ${variable}` } };
  }
  return outcome;
}

function blend(a: unknown, b: unknown, share: number): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return a.map((x, i) => blend(x, b[i], share));
  return (a as number) * (1 - share) + (b as number) * share;
}
