import { isReal } from "../expression/domain.js";
import type { WideNumber } from "../expression/wideNumber.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import type { Quantity, QuantityValue } from "../expression/quantity.js";
import { isExcepted } from "./exceptions.js";
import { canMove, isUsed, type Plan } from "./plan.js";
import { stationary } from "./polish.js";
import { lowPlaces, type Descent } from "./search.js";
import type { Point } from "./point.js";

const rounds = 3;
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
  const gapAt = (name: string, value: unknown): number => {
    environment[space.slot(name)] = value;
    if (isExcepted(plan.exceptions, float, environment)) return Infinity;
    const [a, b] = [left.float(environment) as number, right.float(environment) as number];
    const gap = (wanted === "less" ? b - a : a - b) / (Math.abs(a) + Math.abs(b));
    return Number.isNaN(gap) ? Infinity : gap;
  };
  const found: TightPoint[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const places = lowPlaces(space, name, point, (value) => gapAt(name, value), [], rng, descent);
      const at = (value: unknown): Point => ({
        narrow,
        values: new Map([...point.values, [name, value as QuantityValue]]),
      });
      const finite = places.filter(({ height }) => height < Infinity);
      found.push(...finite.map(({ value, height }) => ({ point: at(value), height })));
      const [lowest] = [...finite].sort((a, b) => a.height - b.height);
      if (lowest !== undefined) point = at(lowest.value);
      environment[space.slot(name)] = point.values.get(name);
    }
  }
  return found;
}

/** Beside the size of its sides: a gap that may close, and one that has. */
const nearlyMet = 0.1;
const met = 40;
const mostSweeps = 80;

/**
 * Where the sides of a bound meet without changing places, near a point where float64 finds them close: Newton's rule in
 * one number after the other, in 60 digits, until the gap is 1e-40 of the size. Undefined where they do not meet.
 */
export function touchingPlace(plan: Plan, { point, height }: TightPoint): Point | undefined {
  if (!(height < nearlyMet)) return undefined;
  const { space, left, right } = plan;
  const F = space.arithmetics.decimal;
  type Number_ = ReturnType<typeof F.of>;
  const names = [...space.quantities].filter(([name, q]) => isReal(q) && isUsed(plan, name));
  const environment = space.environment(F, point);
  const size = (): number => F.exponent(left.value(F, environment) as Number_);
  const gap = (): Number_ =>
    F.subtract(left.value(F, environment) as Number_, right.value(F, environment) as Number_);
  try {
    let before = F.exponent(gap());
    // softplus(1000) − 1000 is 1e-435, of which 60 digits see nothing, and at 1e15 not even 1000.
    if (before === -Infinity && (isFarOut(plan, point) || isApartInLong(plan, point)))
      return undefined;
    for (let sweep = 1; sweep <= mostSweeps && names.length > 0; sweep++) {
      let stands = true;
      for (const [name, quantity] of names) {
        const slot = space.slot(name);
        const gapAt = (x: Number_): Number_ => ((environment[slot] = x), gap());
        const from = environment[slot] as Number_;
        const to = stationary(F, gapAt, from) ?? from;
        environment[slot] = to;
        const step = Math.abs(F.toNumber(F.subtract(to, from)));
        stands &&= step < 1e-9 && isWellInside(quantity, F.toNumber(to));
      }
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
