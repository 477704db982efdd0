import { journeyOf, type Journey } from "./approach.js";
import { flat } from "./compare.js";
import { failAt, forPoints, type Outcome, type Plan } from "./plan.js";
import { settles, type Approach, type Trend } from "./trend.js";
import type { Point } from "./point.js";
import type { Line } from "./line.js";
import type { WideNumber } from "../expression/wideNumber.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";

/**
 * → : the variable comes nearer to its limit from every side that its domain has, at places that are not round and,
 * for whole numbers, of both parities. The distance of the two lines must shrink to nothing, at a rate that is
 * estimated; 60 digits let the variable stand close, so that nothing cancels, and 1000 let it stand at 1e-290.
 */
export function checkLimit(plan: Plan, variable: string, target: number | Line): Outcome {
  const refuse = (reason: string): Outcome => ({ ok: false, failure: { reason } });
  const { space } = plan;
  const F = space.arithmetics.decimal;
  if (plan.right.names.has(variable)) return refuse(`the limit still depends on ${variable}`);
  if (!plan.left.names.has(variable)) {
    return refuse(`the line above does not depend on ${variable}`);
  }
  const journey = journeyOf(space, variable, target, [plan.left]);
  if (typeof journey === "string") return refuse(journey);
  const slot = space.slot(variable);
  let remoteLooks = 0;
  const test = (point: Point): Outcome | "used" | "skip" => {
    const ways = journey.waysTo(space.environment(F, point));
    if (ways === undefined) return "skip";
    if (ways.length === 0)
      return failAt(plan, point, `${variable} cannot come near its limit here`);
    for (const way of ways) {
      const environment = space.environment(F, point);
      const limit = flat(plan.right.value(F, environment)) as WideNumber[];
      if (limit.every((value) => !value.isFinite())) return "skip";
      let near: WideNumber[] = [];
      const gapAt = (place: WideNumber): WideNumber => {
        environment[slot] = journey.valueAt(F, place, point.values.get(variable));
        near = flat(plan.left.value(F, environment)) as WideNumber[];
        if (near.length !== limit.length) return F.of(NaN);
        return limit
          .map((value, i) => near[i]!.minus(value).abs())
          .reduce((a, b) => (a.gt(b) || a.isNaN() ? a : b));
      };
      const size = largest(limit);
      const trend: Trend = { gap: gapAt, size, isLong: journey.isLong };
      if (settles(trend, way)) {
        if (journey.isLong || remoteLooks >= remotePoints * ways.length) continue;
        remoteLooks++;
        const parting = partingPlace(plan, variable, journey, point, way, size);
        if (parting === undefined) continue;
        return failAt(
          plan,
          point,
          `the line above tends to this one ${way.from} at first, but parts from it where ${variable} is ${parting}`,
        );
      }
      gapAt(way.places.at(-1)!);
      return failAt(plan, point, `the line above does not tend to this one ${way.from}`, {
        verdict: "incomparable",
        left: near.map(F.toNumber),
        right: limit.map(F.toNumber),
        difference: NaN,
        secondOpinion: true,
      });
    }
    return "used";
  };
  try {
    const whole = space.typeOfName(variable) === "integer";
    const tested = whole
      ? `random points, with ${variable} growing, even and odd, and 60 digits`
      : `random points, with ${variable} within 1e-10 of its limit and 60 digits`;
    const outcome = forPoints({ ...plan, points: Math.min(plan.points, 24) }, test, tested);
    if (!outcome.ok) return outcome;
    for (const point of tiedPoints(plan, variable)) {
      const result = test(point);
      if (typeof result === "object" && !result.ok) return result;
    }
    return outcome;
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
    return refuse("a limit of an integral or a function of src cannot be tested");
  }
}

/** At how many points 1000 digits look from very near, and how near. */
const remotePoints = 2;
const remoteExponents = [150, 290];

/** Where the lines are apart very near to the limit, and come no nearer; undefined where nobody can tell. */
function partingPlace(
  { space, left, right }: Plan,
  variable: string,
  journey: Journey,
  point: Point,
  way: Approach,
  size: WideNumber,
): string | undefined {
  const F = space.arithmetics.long;
  // To 0 or to infinity one can follow the way as far as one likes.
  const [far] = way.farther;
  if (far === undefined) return undefined;
  const isTowardsZero = far.abs().lt(1);
  try {
    const environment = space.environment(F, point);
    const limit = flat(right.value(F, environment)) as WideNumber[];
    const gaps = remoteExponents.flatMap((k) => {
      const place = F.parse(`${way.places.at(-1)!.lt(0) ? "-" : ""}6.7e${isTowardsZero ? -k : k}`);
      F.forgetLosses();
      environment[space.slot(variable)] = journey.valueAt(F, place, point.values.get(variable));
      const near = flat(left.value(F, environment)) as WideNumber[];
      const gap = largest(limit.map((value, i) => near[i]!.minus(value)));
      return gap.isFinite() && !F.losses().overflowed ? [{ place, gap }] : [];
    });
    const [one, two] = gaps;
    // A logarithm shrinks: what grows again, or stays, does not.
    if (one === undefined || two === undefined || two.gap.lt(one.gap.times(0.9))) return undefined;
    return two.gap.gt(size.plus(1e-3).times(1e-12)) ? two.place.toPrecision(3) : undefined;
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
    return undefined;
  }
}

const largest = (values: readonly WideNumber[]): WideNumber =>
  values.map((value) => value.abs()).reduce((a, b) => (a.gt(b) ? a : b));

/** Points where components are tied, and where single numbers are: softmax(z/T) tends elsewhere there. */
function tiedPoints(plan: Plan, variable: string): Point[] {
  const { space } = plan;
  const drawn = space.draw(plan.rng, plan.narrow, 0);
  const values = new Map(drawn.values);
  let tied = false;
  for (const [name, value] of drawn.values) {
    const quantity = space.quantities.get(name)!;
    if (name === variable || !plan.left.names.has(name)) continue;
    if (quantity.kind !== "vector" && quantity.kind !== "positives") continue;
    const list = value as readonly number[];
    values.set(
      name,
      list.map(() => list[0]!),
    );
    tied ||= list.length > 1;
  }
  return tied ? [{ ...drawn, values }] : [];
}
