import type { DerivationRelation } from "../../outputs/derivation.js";
import { compareSides, type Comparison } from "./compare.js";
import { differingTerm } from "./differingTerm.js";
import { ExpressionError } from "../expression/expressionError.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import { hasRangeIn } from "../expression/hasRangeIn.js";
import type { QuantityValue } from "../expression/quantity.js";
import { isExcepted } from "./exceptions.js";
import { meetingPoint } from "./meetingPoint.js";
import { extremesApart, extremesAt, extremesTogether } from "./extremes.js";
import { comparePoint, failAt, forPoints, isUsed, type Outcome, type Plan } from "./plan.js";
import type { Point } from "./space.js";
import { tellingPoints } from "./tellingPoints.js";
import { tightestPoints, touchingPlace } from "./tightest.js";

const wrongWords: Readonly<Record<string, string>> = {
  "=": "the two lines differ",
  "≤": "this line is smaller than the one above, not larger",
  "<": "this line is not larger than the one above",
  "≥": "this line is larger than the one above, not smaller",
  ">": "this line is not smaller than the one above",
};

/** How often 60 digits are asked though float64 agrees; then points at extremes of the domains. */
const carefulPoints = 3;
const extremePoints = 12;
/** A bound is asked at more: it may fail in one tail alone. */
const boundExtremes = 36;
const slowExtremePoints = 4;
/** What no size or range counts can be as large as one likes. */
const largeNumbers = [1000, 1_000_001];
const slowExtremes = new Set(["density", "natural", "simplex", "joint", "conditional"]);

/**
 * = ≤ < ≥ > at random points, at extremes of the domains and where a claim likes to break; an inequality must be
 * strict somewhere.
 */
export function checkPointwise(plan: Plan, relation: DerivationRelation): Outcome {
  let strict = false;
  const slow = plan.left.expensive || plan.right.expensive;
  const isStrict = relation === "<" || relation === ">";
  const wanted =
    relation === "=" ? undefined : relation === "≤" || relation === "<" ? "less" : "greater";
  const judged = (
    point: Point,
    comparison: Comparison,
    far: boolean,
  ): Outcome | "used" | "skip" => {
    const { verdict } = comparison;
    if (verdict === "unusable") return "skip";
    if (verdict === "shape") {
      return failAt(plan, point, "the two lines have different sizes", comparison);
    }
    if (relation === "=") {
      return verdict === "equal" ? "used" : differAt(plan, point, comparison);
    }
    if (comparison.left.length !== 1) {
      return failAt(plan, point, `${relation} compares numbers, not vectors`, comparison);
    }
    if (verdict === wanted) {
      strict = true;
      return "used";
    }
    // Far out a difference may be smaller than 60 digits can tell.
    if (verdict === "equal" && (!isStrict || far || comparison.withinRounding === true)) {
      return isStrict || far ? "skip" : "used";
    }
    return failAt(plan, point, wrongWords[relation]!, comparison);
  };
  const compared = (point: Point, careful: boolean, far = false): Comparison =>
    isLeftOut(plan, point)
      ? leftOut
      : comparePoint(plan.space, plan.left, plan.right, point, { wanted, careful, far });
  const outcome = forPoints(plan, (point, i) =>
    judged(point, compared(point, isStrict || i < (slow ? 1 : carefulPoints)), false),
  );
  if (!outcome.ok) return outcome;
  const beyond =
    atExtremes(plan, wanted, (point) =>
      judged(point, compared(point, !slow || wanted !== undefined, true), true),
    ) ?? atTellingPoints(plan, (point, comparison) => judged(point, comparison, false), wanted);
  if (beyond !== undefined) return beyond;
  if (wanted !== undefined) {
    const tight = atTightest(plan, wanted, isStrict, (point) =>
      judged(point, compared(point, true), true),
    );
    if (tight !== undefined) return tight;
  }
  if (isStrict) {
    const meeting = meetingPoint(plan);
    if (meeting !== undefined) {
      return failAt(plan, meeting, equalHere(wanted!));
    }
  }
  if (relation !== "=" && !strict) {
    return {
      ok: false,
      failure: { reason: `the two lines are equal everywhere: write = and not ${relation}` },
    };
  }
  return outcome;
}

/** Where two lines differ, and which of their terms. */
function differAt(plan: Plan, point: Point, comparison: Comparison): Outcome {
  const outcome = failAt(plan, point, wrongWords["="]!, comparison);
  const term = differingTerm(plan.space, plan.left, plan.right, point);
  return outcome.ok || term === undefined
    ? outcome
    : { ok: false, failure: { ...outcome.failure, ...term } };
}

const leftOut: Comparison = {
  verdict: "unusable",
  left: [],
  right: [],
  difference: NaN,
  secondOpinion: false,
};

function isLeftOut({ space, exceptions }: Plan, point: Point): boolean {
  const { float } = space.arithmetics;
  return exceptions.length > 0 && isExcepted(exceptions, float, space.environment(float, point));
}

/** What a test says; "skip" where the point does not exist, such as a component 1000 of four: no ordinary point is asked so. */
function whereItExists(test: () => Outcome | "used" | "skip"): Outcome | "used" | "skip" {
  try {
    return test();
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof NoSecondOpinion) return "skip";
    throw error;
  }
}

/** Points far out in every domain, whose values need not exist: a test there may refuse and never counts. */
function atExtremes(
  plan: Plan,
  wanted: "less" | "greater" | undefined,
  test: (point: Point) => Outcome | "used" | "skip",
): Outcome | undefined {
  const { left, right, space } = plan;
  if (left.foreign || right.foreign) return undefined;
  for (const { names, turn, large } of extremeLooks(plan, wanted !== undefined)) {
    const point = space.draw(plan.rng, plan.narrow, 0, large, names(turn));
    const result = whereItExists(() => test(point));
    if (typeof result === "object" && !result.ok) return result;
  }
  return undefined;
}

/** One look from far out: which quantities stand at which extreme, and which whole numbers are large. */
interface ExtremeLook {
  readonly names: (turn: number) => ReadonlyMap<string, number>;
  readonly turn: number;
  readonly large: Point["values"];
}

function extremeLooks(plan: Plan, isBound: boolean): ExtremeLook[] {
  const { left, right, space } = plan;
  const slow = left.expensive || right.expensive;
  const used = [...space.quantities.keys()].filter((name) => isUsed(plan, name));
  // Quadrature in float64 loses more than it tells where a mean is a thousand deviations away.
  const sure = slow
    ? used.filter((name) => slowExtremes.has(space.quantities.get(name)!.kind))
    : used;
  const none: Point["values"] = new Map();
  const looks = (
    names: readonly string[],
    count: number,
    extremes: typeof extremesAt,
  ): ExtremeLook[] =>
    names.length === 0
      ? []
      : Array.from({ length: count }, (_, turn) => ({
          names: (n: number) => extremes(names, n),
          turn,
          large: none,
        }));
  if (slow) {
    return [
      ...looks(sure, slowExtremePoints, extremesTogether),
      ...(isBound ? looks(used, slowExtremePoints, extremesTogether) : []),
    ];
  }
  const loose = used.filter((name) => isLoose(plan, name));
  const simplexes = used.filter((name) => space.quantities.get(name)!.kind === "simplex");
  return [
    ...(simplexes.length > 1
      ? [{ names: () => extremesApart(simplexes), turn: 0, large: none }]
      : []),
    ...looks(sure, isBound ? boundExtremes : extremePoints, extremesAt),
    ...loose.flatMap((name) =>
      largeNumbers.map((n) => ({ names: () => new Map(), turn: 0, large: new Map([[name, n]]) })),
    ),
  ];
}

/** A whole number that is the size of nothing and ends no sum: it may be a million. */
function isLoose({ space, left, right }: Plan, name: string): boolean {
  const { kind } = space.quantities.get(name)!;
  const isSize = [...space.quantities.values()].some(({ sizes }) => sizes.includes(name));
  const isEnd = [left, right].some(({ expanded }) => hasRangeIn(expanded, name));
  return kind === "natural" && !isSize && !isEnd;
}

/** Where a bound is tightest: a test there may refuse and never counts. */
function atTightest(
  plan: Plan,
  wanted: "less" | "greater",
  isStrict: boolean,
  test: (point: Point) => Outcome | "used" | "skip",
): Outcome | undefined {
  const { left, right } = plan;
  if (left.foreign || right.foreign || left.expensive || right.expensive) return undefined;
  for (const tight of tightestPoints(plan, wanted)) {
    const result = whereItExists(() => test(tight.point));
    if (typeof result === "object" && !result.ok) return result;
    const touching = isStrict ? touchingPlace(plan, tight) : undefined;
    if (touching !== undefined) return failAt(plan, touching, equalHere(wanted));
  }
  return undefined;
}

const equalHere = (wanted: "less" | "greater"): string =>
  `the two lines are equal here: write ${wanted === "less" ? "≤" : "≥"} and {equal at …}`;

/** Where one side is infinite the other may be huge: its own denominator vanishes but for the last digit. */
const isBesidePole = ({ verdict, left, right }: Comparison): boolean =>
  verdict === "incomparable" &&
  [...left, ...right].some((x) => Number.isFinite(x) && Math.abs(x) > 1e20);

function atTellingPoints(
  plan: Plan,
  judged: (point: Point, comparison: Comparison) => Outcome | "used" | "skip",
  wanted: "less" | "greater" | undefined,
): Outcome | undefined {
  if (plan.left.foreign || plan.right.foreign) return undefined;
  for (const { point, name, value, isThere } of tellingPoints(plan)) {
    const slot = plan.space.slot(name);
    const { float, decimal, long } = plan.space.arithmetics;
    const result = whereItExists(() => {
      const there = plan.space.environment(float, point);
      const shown = value(float, there);
      there[slot] = shown;
      if (isExcepted(plan.exceptions, float, there)) return "skip";
      if (isThere !== undefined) {
        const exact = plan.space.environment(decimal, point);
        exact[slot] = value(decimal, exact);
        if (!isThere(decimal, exact) || isExcepted(plan.exceptions, decimal, exact)) return "skip";
        // 1 − σ(180) is 0 to 60 digits, and no denominator that vanishes.
        const longer = plan.space.environment(long, point);
        longer[slot] = value(long, longer);
        if (!isThere(long, longer)) return "skip";
      }
      const comparison = compareSides(
        plan.space.arithmetics,
        (F) => {
          const environment = plan.space.environment(F, point);
          environment[slot] = value(F, environment);
          return [plan.left.value(F, environment), plan.right.value(F, environment)];
        },
        { wanted, careful: !(plan.left.expensive || plan.right.expensive) },
      );
      if (isBesidePole(comparison)) return "skip";
      const values = new Map(point.values);
      values.set(name, shown as QuantityValue);
      return judged({ ...point, values }, comparison);
    });
    if (typeof result === "object" && !result.ok) return result;
  }
  return undefined;
}
