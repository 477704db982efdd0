import { flat } from "./compare.js";
import { failAt, forPoints, type Outcome, type Plan } from "./plan.js";
import { settles, type Approach, type Trend } from "./trend.js";
import type { Line, Point } from "./space.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import type { Decimal } from "../expression/decimalArithmetic.js";
import { isInside } from "../expression/domain.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import { children, freeNames, type ExpressionNode } from "../expression/node.js";
import type { Quantity } from "../expression/quantity.js";

/**
 * → : the variable comes nearer to its limit from every side that its domain has, at places that are not round and,
 * for whole numbers, of both parities. The distance of the two lines must shrink to nothing, at a rate that is
 * estimated; 60 digits let the variable stand close, so that nothing cancels.
 */
export function checkLimit(plan: Plan, variable: string, target: number | Line): Outcome {
  const refuse = (reason: string): Outcome => ({ ok: false, failure: { reason } });
  const { space } = plan;
  const F = space.arithmetics.decimal;
  if (plan.right.names.has(variable)) return refuse(`the limit still depends on ${variable}`);
  if (!plan.left.names.has(variable)) {
    return refuse(`the line above does not depend on ${variable}`);
  }
  const quantity = space.quantities.get(variable)!;
  const whole = quantity.type === "integer";
  const isLong = whole && hasRangeIn(plan.left.expanded, variable);
  if (typeof target !== "number" && target.names.has(variable)) {
    return refuse(`${variable} goes to what depends on ${variable}`);
  }
  const waysTo = (place: Decimal): Approach[] =>
    whole ? wholeApproaches(F, place.toNumber(), isLong) : approaches(F, quantity, place);
  const fixed = typeof target === "number" ? waysTo(F.of(target)) : undefined;
  const cannot = (place: string): string =>
    `${variable} cannot come near ${place}: it is a ${quantity.words}`;
  if (fixed?.length === 0) return refuse(cannot(String(target)));
  const slot = space.slot(variable);
  const test = (point: Point): Outcome | "used" | "skip" => {
    let ways = fixed;
    if (typeof target !== "number") {
      const place = target.value(F, space.environment(F, point)) as Decimal;
      if (!place.isFinite()) return "skip";
      ways = waysTo(place);
      if (ways.length === 0) return failAt(plan, point, cannot(place.toPrecision(6)));
    }
    for (const way of ways!) {
      const environment = space.environment(F, point);
      const limit = flat(plan.right.value(F, environment)) as Decimal[];
      if (limit.every((value) => !value.isFinite())) return "skip";
      let near: Decimal[] = [];
      const gapAt = (place: Decimal): Decimal => {
        environment[slot] = whole ? place.toNumber() : place;
        near = flat(plan.left.value(F, environment)) as Decimal[];
        if (near.length !== limit.length) return F.of(NaN);
        return limit
          .map((value, i) => near[i]!.minus(value).abs())
          .reduce((a, b) => (a.gt(b) || a.isNaN() ? a : b));
      };
      const trend: Trend = { gap: gapAt, size: largest(limit), isLong };
      if (settles(trend, way)) continue;
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

const largest = (values: readonly Decimal[]): Decimal =>
  values.map((value) => value.abs()).reduce((a, b) => (a.gt(b) ? a : b));

/** Whether a sum, product or list reaches as far as the variable: it cannot be 10²⁰ then. */
function hasRangeIn(node: ExpressionNode, variable: string): boolean {
  const ranged = node.kind === "sum" || node.kind === "product" || node.kind === "vector";
  if (ranged && freeNames(node.range.to).has(variable)) return true;
  return children(node).some((part) => hasRangeIn(part, variable));
}

const exponents = [2, 4, 6, 8, 12, 16, 20];
const mantissas = ["7.3", "3.1", "5.9", "2.3", "8.7", "4.1", "6.7"];
const fartherExponents = [1e3, 1e4, 1e5, 1e6];

function wholeApproaches(F: Arithmetic<Decimal>, target: number, isLong: boolean): Approach[] {
  if (target !== Infinity) return [];
  const odd = (n: number): Decimal => F.of(n % 2 === 0 ? n + 1 : n);
  const sizes = isLong ? [40, 80, 160, 320, 640] : [1e2, 1e4, 1e6, 1e8, 1e10, 1e12, 1e14];
  const nearness = sizes.map(Math.log10);
  const even = sizes.map((n) => F.of(2 * Math.round(n / 2)));
  const farther = isLong ? [] : fartherExponents.map((k) => F.parse(`6.7e${k}`));
  return [
    { from: "along even numbers", places: even, nearness, farther },
    { from: "along odd numbers", places: sizes.map(odd), nearness, farther: [] },
  ];
}

function approaches(F: Arithmetic<Decimal>, quantity: Quantity, place: Decimal): Approach[] {
  const target = place.toNumber();
  const steps = exponents.map((k, i) => F.parse(`${mantissas[i]!}e-${k}`));
  const tiny = fartherExponents.map((k) => F.parse(`6.7e-${k}`));
  const nearness = exponents.map((k, i) => k - Math.log10(Number(mantissas[i]!)));
  const turned = (list: readonly Decimal[]): Decimal[] => list.map((h) => F.of(1).div(h));
  const { low = -Infinity, high = Infinity } = quantity.range ?? {};
  if (target === Infinity) {
    if (high < Infinity) return [];
    return [{ from: "towards ∞", places: turned(steps), nearness, farther: turned(tiny) }];
  }
  if (target === -Infinity) {
    if (low > -Infinity) return [];
    const minus = (list: readonly Decimal[]): Decimal[] => turned(list).map((n) => n.negated());
    return [{ from: "towards −∞", places: minus(steps), nearness, farther: minus(tiny) }];
  }
  // A number beside 0 can be as near as one likes; beside 1 there are 60 digits.
  const side = (sign: 1 | -1): Approach => {
    const at = (h: Decimal): Decimal => place.plus(h.times(sign));
    const isIn = (x: Decimal): boolean => x.gt(low) && x.lt(high);
    const kept = steps.map((h, i) => [at(h), nearness[i]!] as const).filter(([x]) => isIn(x));
    return {
      from: sign > 0 ? "from above" : "from below",
      places: kept.map(([x]) => x),
      nearness: kept.map(([, near]) => near),
      farther: target === 0 ? tiny.map(at) : [],
    };
  };
  const reach = 1e-3 * Math.max(1e-9, Math.min(1, high - low));
  return ([1, -1] as const)
    .filter((sign) => isInside(quantity, target + sign * reach))
    .map((sign) => side(sign));
}

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
