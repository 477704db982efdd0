import type { Arithmetic } from "../expression/arithmetic.js";
import { isReal } from "../expression/domain.js";
import type { WideNumber } from "../expression/wideNumber.js";
import { newtonStep } from "../expression/newtonStep.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import type { Quantity, QuantityValue } from "../expression/quantity.js";
import { isExcepted } from "./exceptions.js";
import { canMove, isUsed, type Plan } from "./plan.js";
import { stationary } from "./polish.js";
import { lowPlaces, type Descent } from "./search.js";
import type { Point } from "./point.js";

/** What the sides are apart beside, where a bound is followed downhill. */
type Measure = "beside their size" | "as numbers";

/**
 * Where the sides have different signs, or one is 0, their gap beside their size is 1 everywhere and leads nowhere: if no
 * place is near, the gap itself is followed first.
 */
const followed: readonly (readonly Measure[])[] = [
  ["beside their size", "beside their size", "beside their size"],
  ["as numbers", "as numbers", "beside their size"],
];
/** Coordinates take turns: each need not be followed to its end. */
const descent: Descent = { starts: 3, steps: 60 };

/** A point, and how far the sides are apart there beside their size; negative where the bound fails. */
export interface TightPoint {
  readonly point: Point;
  readonly height: number;
}

/**
 * Points where the two sides of a bound come nearest to each other, or change places: from an ordinary point downhill
 * in one quantity after the other. A bound that fails in a narrow place alone fails there.
 */
export function tightestPoints(plan: Plan, wanted: "less" | "greater"): TightPoint[] {
  const { space, left, right, rng } = plan;
  const { float } = space.arithmetics;
  const names = [...space.quantities.keys()].filter((name) => canMove(plan, name));
  const narrow = new Set(space.widening);
  let point = space.draw(rng, narrow, 0);
  const environment = space.environment(float, point);
  const gapAt = (name: string, value: unknown, measure: Measure): number => {
    environment[space.slot(name)] = value;
    if (isExcepted(plan.exceptions, float, environment)) return Infinity;
    float.forgetLosses();
    const [a, b] = [left.float(environment) as number, right.float(environment) as number];
    const apart = wanted === "less" ? b - a : a - b;
    const gap = measure === "as numbers" ? apart : apart / sizeOf(a, b, float.losses().largestTerm);
    return Number.isNaN(gap) ? Infinity : gap;
  };
  const found: TightPoint[] = [];
  for (const measures of followed) {
    for (const [measure, name] of measures.flatMap((one) => names.map((n) => [one, n] as const))) {
      const f = (value: unknown): number => gapAt(name, value, measure);
      const places = lowPlaces(space, name, point, f, [], rng, descent);
      const at = (value: unknown): Point => ({
        narrow,
        values: new Map([...point.values, [name, value as QuantityValue]]),
      });
      const finite = places.filter(({ height }) => height < Infinity);
      if (measure === "beside their size") {
        found.push(...finite.map(({ value, height }) => ({ point: at(value), height })));
      }
      const [lowest] = [...finite].sort((a, b) => a.height - b.height);
      if (lowest !== undefined) point = at(lowest.value);
      environment[space.slot(name)] = point.values.get(name);
    }
    if (names.length < 2 || found.some(({ height }) => height < nearlyMet)) break;
  }
  return found;
}

/** Of two numbers; beside 0, or beyond it, of the terms that they are the sums of: x² − 2x + 1 is 0 beside 1. */
const sizeOf = (a: number, b: number, largestTerm: number): number =>
  Math.max(Math.abs(a) + Math.abs(b), a * b > 0 ? 0 : largestTerm);

/** Beside the size of its sides: a gap that may close, and one that has. */
const nearlyMet = 0.5;
const met = 40;
const mostSweeps = 80;

/**
 * Where the sides of a bound meet without changing places, near a point where float64 finds them close: Newton's rule in
 * 60 digits, until the gap is 1e-40 of the size. Undefined where they do not meet.
 */
export function touchingPlace(
  plan: Plan,
  wanted: "less" | "greater",
  { point, height }: TightPoint,
): Point | undefined {
  if (!(height < nearlyMet)) return undefined;
  const { space, left, right } = plan;
  const F = space.arithmetics.decimal;
  type Number_ = ReturnType<typeof F.of>;
  const names = [...space.quantities].filter(([name, q]) => isReal(q) && isUsed(plan, name));
  const environment = space.environment(F, point);
  /** Of the terms that the gap is the sum of. */
  const size = (): number => {
    F.forgetLosses();
    const sides = [left, right].map((line) => F.exponent(line.value(F, environment) as Number_));
    return Math.max(...sides, F.exponent(F.losses().largestTerm));
  };
  const gap = (): Number_ => {
    const [a, b] = [left, right].map((line) => line.value(F, environment) as Number_);
    return wanted === "less" ? F.subtract(b!, a!) : F.subtract(a!, b!);
  };
  const gapAt = (cells: readonly Number_[]): Number_ => {
    names.forEach(([name], i) => (environment[space.slot(name)] = cells[i]));
    return gap();
  };
  try {
    let before = F.exponent(gap());
    // softplus(1000) − 1000 is 1e-435, of which 60 digits see nothing, and at 1e15 not even 1000.
    if (before === -Infinity && (isFarOut(plan, point) || isApartInLong(plan, point)))
      return undefined;
    for (let sweep = 1; sweep <= mostSweeps && names.length > 0; sweep++) {
      const from = names.map(([name]) => environment[space.slot(name)] as Number_);
      const to = stepTowardsLeast(F, gapAt, from);
      const stands = names.every(([, quantity], i) => {
        const step = Math.abs(F.toNumber(F.subtract(to[i]!, from[i]!)));
        return step < 1e-9 && isWellInside(quantity, F.toNumber(to[i]!));
      });
      gapAt(to);
      const now = F.exponent(gap());
      // In a tail the gap closes too, but there every step is as long as the one before.
      if (stands && now < size() - met && !isExcepted(plan.exceptions, F, environment)) {
        const found = names.map(([name]): [string, number] => [
          name,
          F.toNumber(environment[space.slot(name)] as Number_),
        ]);
        return { ...point, values: new Map([...point.values, ...found]) };
      }
      if (sweep % 8 === 0) {
        if (!(now < before - 1)) return undefined;
        before = now;
      }
    }
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
  }
  return undefined;
}

/** All numbers at once, by Newton's rule; where the gap does not bend up in every direction, one after the other. */
function stepTowardsLeast<T>(
  F: Arithmetic<T>,
  f: (cells: readonly T[]) => T,
  from: readonly T[],
): T[] {
  const step = newtonStep(F, f, from);
  if (step !== undefined) return step.map((part, i) => F.add(from[i]!, part));
  const cells = [...from];
  for (const [i, x] of from.entries()) {
    const along = (value: T): T => f(cells.map((cell, j) => (j === i ? value : cell)));
    cells[i] = stationary(F, along, x) ?? x;
  }
  return cells;
}

const isFarOut = (plan: Plan, point: Point): boolean =>
  [...point.values].some(
    ([name, x]) => isUsed(plan, name) && typeof x === "number" && Math.abs(x) > 100,
  );

function isApartInLong({ space, left, right }: Plan, point: Point): boolean {
  const F = space.arithmetics.long;
  const environment = space.environment(F, point);
  const [a, b] = [left, right].map((line) => line.value(F, environment) as WideNumber);
  return !a!.eq(b!);
}

/** Not at an edge that does not belong to the domain: bounds meet there that are strict inside. */
function isWellInside({ range = {} }: Quantity, x: number): boolean {
  const { low, high } = range;
  const isBeside = (edge: number): boolean => Math.abs(x - edge) < 1e-6 * (1 + Math.abs(edge));
  return ![low, high].some((edge) => edge !== undefined && isBeside(edge));
}
