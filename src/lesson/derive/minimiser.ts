import { compareSides, flat } from "./compare.js";
import { extremesAt } from "./extremes.js";
import {
  gradientOf,
  isSimplex,
  objective,
  projected,
  withVariable,
  type Extremum,
} from "./gradient.js";
import { neighboursOf, shaped } from "./neighbours.js";
import { failAt, forPoints, isUsed, type Outcome, type Plan } from "./plan.js";
import { polished } from "./polish.js";
import { lowPlaces } from "./search.js";
import type { Line, Point } from "./space.js";
import { collectConstants } from "./tellingPoints.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import { belongs } from "../expression/domain.js";
import { hasKink } from "../expression/kinks.js";
import type { ExpressionNode } from "../expression/node.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import type { Quantity } from "../expression/quantity.js";

/** At how many points the whole domain is searched, and at how many extremes of the other quantities. */
const searchedPoints = 3;
const extremePoints = 8;
/** How far the neighbours stand, beside the size of the minimiser. */
const distances = ["1e-4", "1e-9", "1e-16"];

/**
 * The point that is claimed belongs to the domain, its derivatives vanish, or it stands at a kink or an edge, nothing
 * beside it is as small in 60 digits, and a search of the whole domain finds nothing smaller.
 */
export function checkMinimiser(plan: Plan, node: Extremum, claimed: Line): Outcome {
  const { space } = plan;
  const { variable } = node;
  const quantity = space.quantities.get(variable)!;
  const f = objective(space, node);
  if (claimed.names.has(variable)) {
    return { ok: false, failure: { reason: `the minimiser still depends on ${variable}` } };
  }
  const narrowed = withVariable(plan, variable);
  const beside: Beside = { plan: narrowed, f, claimed, variable, quantity };
  const hasEdges = hasKink(node.body, variable) || quantity.range !== undefined;
  const hints = constantsOf(plan, f);
  const isFlatThere = gradientTest(plan, node, claimed);
  let moves = false;
  const outcome = forPoints(
    narrowed,
    (point: Point, i) => {
      const verdict = isFlatThere(point);
      if (verdict === "unusable") return outsideAt(beside, point) ?? "skip";
      if (verdict !== "zero" && verdict !== "unknown" && !hasEdges) {
        return failAt(plan, point, verdict);
      }
      const environment = space.environment(space.arithmetics.float, point);
      const best = claimed.float(environment);
      const outside = whyOutside(beside, point, best);
      if (outside !== undefined) return failAt(plan, point, outside);
      environment[space.slot(variable)] = best;
      const least = f.float(environment) as number;
      if (!Number.isFinite(least)) return "skip";
      const around = i < 8 || verdict !== "zero" ? smallerBeside(beside, point) : "none";
      if (around === "smaller") {
        return failAt(
          plan,
          point,
          verdict === "zero" || verdict === "unknown"
            ? `the function is smaller at another ${variable}`
            : verdict,
        );
      }
      if (around === "same" && i < 8) {
        return failAt(
          plan,
          point,
          `the function is as small beside it: this is not the only ${node.kind.slice(3)}imiser`,
        );
      }
      if (i < searchedPoints) {
        const lower = searchFor(beside, point, hints, least);
        if (lower !== undefined) return failAt(plan, point, lower);
      }
      const other = space.draw(plan.rng, point.narrow, 0, withoutVariable(point, variable));
      environment[space.slot(variable)] = other.values.get(variable);
      moves ||= f.float(environment) !== least;
      return "used";
    },
    `random points: derivatives there, other values of ${variable} beside it and far away`,
  );
  if (!outcome.ok) return outcome;
  if (!moves) {
    return { ok: false, failure: { reason: `the function does not change with ${variable}` } };
  }
  return atExtremes(beside) ?? outcome;
}

/** What is asked again and again about one claim. */
interface Beside {
  readonly plan: Plan;
  readonly f: Line;
  readonly claimed: Line;
  readonly variable: string;
  readonly quantity: Quantity;
}

const withoutVariable = (point: Point, variable: string): Point["values"] =>
  new Map([...point.values].filter(([name]) => name !== variable));

/** Whether the derivatives vanish at the claimed point, or in words, which do not. */
function gradientTest(
  plan: Plan,
  node: Extremum,
  claimed: Line,
): (point: Point) => "zero" | "unusable" | "unknown" | (string & {}) {
  const { space } = plan;
  const { variable } = node;
  const gradient = gradientOf(space, node);
  const simplex = isSimplex(space, variable);
  if (gradient === undefined) return () => "unknown";
  const slot = space.slot(variable);
  return (point) => {
    const { verdict } = compareSides(space.arithmetics, <T>(F: Arithmetic<T>) => {
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
    if (verdict === "equal") return "zero";
    if (verdict === "unusable") return "unusable";
    return simplex
      ? `the partial derivatives by ${variable} are not all equal there`
      : `the derivative by ${variable} is not zero there`;
  };
}

function whyOutside(
  { plan, claimed, variable, quantity }: Beside,
  point: Point,
  best: unknown,
): string | undefined {
  const { space } = plan;
  const cells = flat(best) as number[];
  if (cells.length !== flat(point.values.get(variable)).length) {
    return `the minimiser has another size than ${variable}`;
  }
  // On a wider domain than the page's the formula may lead out of it.
  const widened = [...claimed.names].some(
    (name) => space.quantities.get(name)!.wider !== undefined && !point.narrow.has(name),
  );
  const shown = cells.map(String).join(", ");
  if (!widened && cells.every(Number.isFinite) && !belongs(quantity, best)) {
    return `the minimiser ${shown} is outside the domain of ${variable}: it is no ${quantity.words}`;
  }
  const { low, high, whole = false } = quantity.range ?? {};
  if (!whole && quantity.sumsToOne === undefined && cells.some((x) => x === low || x === high)) {
    return `the minimum is not attained: ${shown} is at the edge of the domain of ${variable}, and does not belong to it`;
  }
  const total = cells.reduce((sum, cell) => sum + cell, 0);
  if (isSimplex(space, variable) && (Math.abs(total - 1) > 1e-9 || cells.some((x) => x < 0))) {
    return `the minimiser is no distribution: it sums to ${total}`;
  }
  return undefined;
}

/** A refusal where the claimed place is outside the domain, though the function may have no value there. */
function outsideAt(beside: Beside, point: Point): Outcome | undefined {
  const { plan, claimed } = beside;
  const best = claimed.float(plan.space.environment(plan.space.arithmetics.float, point));
  if (!(flat(best) as number[]).every(Number.isFinite)) return undefined;
  const outside = whyOutside(beside, point, best);
  return outside === undefined ? undefined : failAt(plan, point, outside);
}

/** An ordinary point whose real numbers and vectors are 0. */
function atZero({ space, rng, narrow }: Plan, names: readonly string[]): Point {
  const point = space.draw(rng, narrow, 0);
  const zeros = names.flatMap((name): [string, number | number[]][] => {
    const { kind } = space.quantities.get(name)!;
    if (kind === "real") return [[name, 0]];
    return kind === "vector" ? [[name, (point.values.get(name) as number[]).map(() => 0)]] : [];
  });
  return { ...point, values: new Map([...point.values, ...zeros]) };
}

/** Whether the function is smaller, or as small, at places beside the claimed one. */
function smallerBeside(beside: Beside, point: Point): "smaller" | "same" | "none" {
  const { plan } = beside;
  if (beside.quantity.type === "integer" || beside.quantity.range?.whole === true) {
    return beside.quantity.type === "vector" ? "none" : besideWhole(beside, point);
  }
  try {
    return besideIn(plan.space.arithmetics.decimal, beside, point, distances, "1e-45");
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
    return besideIn(plan.space.arithmetics.float, beside, point, ["1e-3"], "1e-10");
  }
}

function besideIn<T>(
  F: Arithmetic<T>,
  { plan, f, claimed, variable, quantity }: Beside,
  point: Point,
  steps: readonly string[],
  tolerance: string,
): "smaller" | "same" | "none" {
  const { space } = plan;
  const environment = space.environment(F, point);
  const best = claimed.value(F, environment);
  const slot = space.slot(variable);
  const valueAt = (value: unknown): T => {
    environment[slot] = value;
    return f.value(F, environment) as T;
  };
  F.forgetLosses();
  const least = valueAt(best);
  if (!F.isFinite(least)) return "none";
  const byTolerance = F.multiply(F.parse(tolerance), F.abs(least));
  const size = Math.max(...(flat(best) as T[]).map((cell) => Math.abs(F.toNumber(cell)))) || 1;
  const ways = neighboursOf(F, quantity, best, () => plan.rng.normal());
  let same = false;
  for (const way of ways) {
    for (const [i, step] of steps.entries()) {
      const value = valueAt(way(F.multiply(F.parse(step), F.of(size))));
      if (!F.isFinite(value)) continue;
      const gap = F.subtract(value, least);
      // In 1 − q with a q of 1e-100 there is no q left: what sums have lost is no evidence.
      const { rounding } = F.losses();
      const allowed = F.compare(rounding, byTolerance) > 0 ? rounding : byTolerance;
      if (F.compare(F.add(gap, allowed), F.of(0)) < 0) return "smaller";
      if (i === 0 && F.isZero(gap) && F.digits > 16) same = true;
    }
  }
  return same ? "same" : "none";
}

function besideWhole(
  { plan, f, claimed, variable, quantity }: Beside,
  point: Point,
): "smaller" | "same" | "none" {
  const environment = plan.space.environment(plan.space.arithmetics.float, point);
  const best = claimed.float(environment) as number;
  const slot = plan.space.slot(variable);
  const valueAt = (value: number): number => {
    environment[slot] = value;
    return f.float(environment) as number;
  };
  const least = valueAt(best);
  const others = [best - 1, best + 1].filter((value) => belongs(quantity, value)).map(valueAt);
  if (others.some((value) => value < least - 1e-12 * Math.abs(least))) return "smaller";
  return others.includes(least) ? "same" : "none";
}

/** Words for a lower place somewhere in the domain; undefined where the search finds none. */
function searchFor(
  { plan, f, claimed, variable, quantity }: Beside,
  point: Point,
  hints: readonly number[],
  least: number,
): string | undefined {
  const { space } = plan;
  const slot = space.slot(variable);
  const environment = space.environment(space.arithmetics.float, point);
  const others = [...point.values]
    .filter(([name]) => name !== variable && isUsed(plan, name))
    .flatMap(([, value]) => flat(value) as unknown[])
    .filter((value): value is number => typeof value === "number");
  const heightOf = (value: unknown): number => {
    environment[slot] = value;
    return f.float(environment) as number;
  };
  const best = claimed.float(environment);
  const mirrored = shaped(
    best,
    (flat(best) as number[]).map((cell) => -cell),
  );
  const places = [
    ...lowPlaces(space, variable, point, heightOf, [...hints, ...others], plan.rng),
    ...[mirrored]
      .filter((value) => belongs(quantity, value))
      .map((value) => ({ value, height: heightOf(value) })),
  ];
  for (const { value, height } of places) {
    if (!(height < least + 1e-9 * (1 + Math.abs(least)))) continue;
    const order = compareHeights(plan, f, claimed, variable, point, value, height - least);
    const shown = (flat(value) as number[]).map((x) => String(Number(x.toPrecision(6)))).join(", ");
    if (order === "lower") return `the function is smaller at another ${variable}: ${shown}`;
    if (order === "same") {
      return `the function is as small at another ${variable}: ${shown}; this is not the only one`;
    }
  }
  return undefined;
}

/** How high a place is beside the claimed one, in 60 digits where they can follow. */
function compareHeights(
  { space }: Plan,
  f: Line,
  claimed: Line,
  variable: string,
  point: Point,
  value: unknown,
  gap: number,
): "lower" | "same" | "higher" {
  const F = space.arithmetics.decimal;
  const slot = space.slot(variable);
  try {
    const environment = space.environment(F, point);
    const best = claimed.value(F, environment);
    const claimedCells = (flat(best) as Parameters<typeof F.toNumber>[0][]).map(F.toNumber);
    environment[slot] = best;
    const low = f.value(F, environment) as ReturnType<typeof F.of>;
    let cells = (flat(value) as number[]).map(F.of);
    if (isSimplex(space, variable)) {
      const total = cells.reduce((a, b) => F.add(a, b));
      cells = cells.map((cell) => F.divide(cell, total));
    }
    const heightAt = (place: unknown): typeof low => {
      environment[slot] = place;
      return f.value(F, environment) as typeof low;
    };
    const isWhole = space.typeOfName(variable) === "integer";
    // Beside another minimum a number of float64 is a little higher: to its own digits, it is as low.
    const exact = typeof value === "number" && !isWhole ? polished(F, heightAt, value) : undefined;
    if (exact !== undefined) cells = [exact];
    F.forgetLosses();
    const other = heightAt(isWhole ? value : shaped(value, cells));
    const { overflowed, rounding } = F.losses();
    const margin = F.multiply(F.of(1e-25), F.add(F.abs(low), F.of(1e-25)));
    if (F.compare(F.add(other, margin), low) < 0) return "lower";
    const isFar = claimedCells.some(
      (cell, i) => Math.abs(cell - F.toNumber(cells[i]!)) > 1e-6 * (1 + Math.abs(cell)),
    );
    const difference = F.abs(F.subtract(other, low));
    const apart = F.exponent(difference) - F.exponent(low);
    // Where the least value is 0, what its sums have lost is the measure.
    const nearlyMeets = apart < -40 || F.compare(difference, rounding) <= 0;
    const isAsLow = F.isZero(difference) || (exact !== undefined && nearlyMeets);
    return isFar && isAsLow && !overflowed ? "same" : "higher";
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
    return gap < -1e-9 * Math.abs(gap) - 1e-12 ? "lower" : "higher";
  }
}

function constantsOf(plan: Plan, f: Line): number[] {
  const found = new Map<string, ExpressionNode>();
  collectConstants(f.expanded, found);
  const environment = plan.space.environment(
    plan.space.arithmetics.float,
    plan.space.draw(plan.rng, plan.narrow, 0),
  );
  return [...found.values()]
    .map((tree) => plan.space.lineOf(tree, tree).float(environment))
    .filter((value): value is number => typeof value === "number" && Number.isFinite(value));
}

/** Where the other quantities stand far out: a singular matrix, ties, huge and tiny numbers. */
function atExtremes(beside: Beside): Outcome | undefined {
  const { plan, f, claimed, variable, quantity } = beside;
  const { space } = plan;
  const names = [...space.quantities.keys()].filter((n) => n !== variable && isUsed(plan, n));
  if (names.length === 0 || f.foreign || claimed.foreign || f.expensive) return undefined;
  for (let i = 0; i <= extremePoints; i++) {
    const point =
      i < extremePoints
        ? space.draw(plan.rng, plan.narrow, 0, new Map(), extremesAt(names, i))
        : atZero(plan, names);
    const outside = i < extremePoints ? undefined : outsideAt(beside, point);
    if (outside !== undefined) return outside;
    const environment = space.environment(space.arithmetics.float, point);
    if (!Number.isFinite(f.float(environment) as number)) continue;
    const best = flat(claimed.float(environment)) as number[];
    const singular = names.some((name) => space.quantities.get(name)!.kind === "matrix");
    if (best.some(Number.isNaN)) {
      if (!singular) continue;
      return failAt(plan, point, "the minimiser has no value here, but the function has values");
    }
    const widened = names.some(
      (name) => space.quantities.get(name)!.wider !== undefined && !point.narrow.has(name),
    );
    if (
      !widened &&
      best.every(Number.isFinite) &&
      !belongs(quantity, shaped(point.values.get(variable), best))
    ) {
      return failAt(plan, point, `the minimiser is outside the domain of ${variable}`);
    }
    if (best.every(Number.isFinite) && smallerBeside(beside, point) === "smaller") {
      return failAt(plan, point, `the function is smaller at another ${variable}`);
    }
  }
  return undefined;
}
