import { journeyOf, type Journey } from "./approach.js";
import { flat } from "./compare.js";
import { failAt, forPoints, type Outcome, type Plan } from "./plan.js";
import { isBounded, settles, type Approach } from "./trend.js";
import type { Point } from "./point.js";
import type { Line } from "./line.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import type { WideNumber } from "../expression/wideNumber.js";
import { number } from "../expression/node.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";

/** At fewer the order of a difference cannot be told. */
const fewestPlaces = 3;

/**
 * =[x→0] between lines of which one has a term O(g) or o(g), and → below such a line, which is o(1): the difference of
 * the two lines, beside g, stays bounded on every way to the limit, or vanishes; so does what the line above left out.
 * 60 digits, and 1000 where those have lost the difference; the constant of O may depend on the other quantities.
 */
export function checkOrder(
  plan: Plan,
  variable: string,
  target: number | Line,
  relation: "=" | "→",
): Outcome {
  const refuse = (reason: string): Outcome => ({ ok: false, failure: { reason } });
  const { space, left, right } = plan;
  if (relation === "→" && right.order !== undefined) return refuse("a limit has no O(…)");
  if (relation === "→" && right.names.has(variable)) {
    return refuse(`the limit still depends on ${variable}`);
  }
  if (right.order === undefined && relation === "=") {
    return refuse(
      left.order === undefined
        ? `without O(…) or o(…) nothing is left out: write = or →[${variable}→…]`
        : "what O(…) left out is not gone: this line needs an O(…) or o(…) too",
    );
  }
  const one = number(1);
  const { kind, of } = right.order ?? { kind: "o" as const, of: space.lineOf(one, one) };
  if (of.type !== "scalar" && of.type !== "integer") {
    return refuse(`${kind}(…) takes a number, as in ${kind}(‖h‖²)`);
  }
  if (![left, right, of].some((line) => line.names.has(variable))) {
    return refuse(`neither line depends on ${variable}`);
  }
  const journey = journeyOf(
    space,
    variable,
    target,
    [left, right, of, left.order?.of].filter((line) => line !== undefined),
  );
  if (typeof journey === "string") return refuse(journey);
  const nothing = { ...of, value: <T>(F: Arithmetic<T>) => F.of(0) };
  // O(f) is O(g) where f/g is bounded, and o(g) where that vanishes; o(f) is either where f/g is bounded.
  const below = left.order;
  const belowIsSmaller = kind === "o" && below?.kind === "O";
  const isOfOrder = (gap: Ratios | "skip"): boolean =>
    gap !== "skip" && (kind === "O" ? isBounded : vanishes)(gap, journey.isLong);
  const test = (point: Point): Outcome | "used" | "skip" => {
    const ways = journey.waysTo(space.environment(space.arithmetics.decimal, point));
    if (ways === undefined) return "skip";
    for (const way of ways) {
      const gap = ratios(plan, journey, variable, point, way, [left, right, of]);
      if (gap === "skip") return "skip";
      if (
        !isOfOrder(gap) &&
        !isOfOrder(ratios(plan, journey, variable, point, way, [left, right, of], true))
      ) {
        const shown = gap.values.map((ratio) => ratio.toPrecision(3)).join(", ");
        return failAt(
          plan,
          point,
          `the difference of the two lines is not ${kind}(…) ${way.from}: beside it, it is ${shown}, as ${variable} comes nearer`,
        );
      }
      if (below === undefined) continue;
      const rest = ratios(plan, journey, variable, point, way, [below.of, nothing, of]);
      if (rest === "skip") return "skip";
      const fits = belowIsSmaller
        ? vanishes(rest, journey.isLong)
        : isBounded(rest, journey.isLong);
      if (!fits) {
        return failAt(
          plan,
          point,
          relation === "→"
            ? `${below.kind}(…) of the line above does not vanish ${way.from}`
            : `${below.kind}(…) of the line above is no ${kind}(…) of this one ${way.from}`,
        );
      }
    }
    return "used";
  };
  return forPoints(
    { ...plan, points: Math.min(plan.points, 12) },
    test,
    `random points: the difference beside the order, as ${variable} comes nearer to its limit, in 60 digits`,
  );
}

/** A quotient at places that come nearer and nearer to a limit, and much nearer still. */
interface Ratios {
  readonly values: readonly WideNumber[];
  readonly nearness: readonly number[];
  readonly farther: readonly WideNumber[];
}

const vanishes = ({ values, nearness, farther }: Ratios, isLong: boolean): boolean => {
  return settles(
    { gap: (ratio) => ratio, size: values[0]!.times(0).plus(1), isLong },
    { from: "", places: values, nearness, farther },
  );
};

/**
 * |a − b| / |g| on a way to the limit; places where not even 1000 digits can tell it are left out. `inLong` asks those
 * everywhere: a power loses digits of which no sum knows.
 */
function ratios(
  { space }: Plan,
  journey: Journey,
  variable: string,
  point: Point,
  way: Approach,
  [a, b, g]: readonly [Line, Line, Line],
  inLong = false,
): Ratios | "skip" {
  const slot = space.slot(variable);
  const drawn = point.values.get(variable);
  const { decimal, long } = space.arithmetics;
  const ratioIn = (F: Arithmetic<WideNumber>, place: WideNumber): WideNumber | undefined => {
    try {
      F.forgetLosses();
      const environment = space.environment(F, point);
      environment[slot] = journey.valueAt(F, place, drawn);
      const [left, right] = [a, b].map((line) => flat(line.value(F, environment)) as WideNumber[]);
      if (left!.length !== right!.length) return F.of(NaN);
      const gap = left!
        .map((value, i) => value.minus(right![i]!).abs())
        .reduce((x, y) => (x.gt(y) || x.isNaN() ? x : y));
      const { rounding, quadrature } = F.losses();
      const floor = rounding.plus(quadrature);
      const size = (g.value(F, environment) as WideNumber).abs();
      if (gap.isZero() && size.isZero()) return gap;
      if (!gap.lte(floor)) return decimal.parse(gap.div(size).toPrecision(50));
      // The difference is lost in rounding; but that may be nothing beside the order.
      return floor.lte(size.times(1e-9)) ? decimal.of(0) : undefined;
    } catch (error) {
      if (!(error instanceof NoSecondOpinion)) throw error;
      return undefined;
    }
  };
  const usual = inLong ? long : decimal;
  const known = way.places.map((place) => ratioIn(usual, place));
  for (const [i, place] of way.places.entries()) {
    if (known.filter((ratio) => ratio !== undefined).length > fewestPlaces) break;
    known[i] ??= ratioIn(long, place);
  }
  // Far from the limit there may be no value yet: (1 + x/n)ⁿ of a negative x.
  const first = known.findIndex((ratio) => ratio?.isFinite() === true);
  const kept = known.flatMap((value, i) =>
    value === undefined || i < first ? [] : [{ value, nearness: way.nearness[i]! }],
  );
  if (kept.length < fewestPlaces) return "skip";
  const farther = way.farther.map((place) => ratioIn(usual, place));
  return {
    values: kept.map(({ value }) => value),
    nearness: kept.map(({ nearness }) => nearness),
    farther: farther.every((ratio): ratio is WideNumber => ratio?.isFinite() === true)
      ? farther
      : [],
  };
}
