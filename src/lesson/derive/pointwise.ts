import type { DerivationRelation } from "../../outputs/derivation.js";
import type { Comparison } from "./compare.js";
import { differingTerm } from "./differingTerm.js";
import { isExcepted } from "./exceptions.js";
import { meetingPoint } from "./meetingPoint.js";
import { comparePoint, failAt, forPoints, type Outcome, type Plan } from "./plan.js";
import type { Point } from "./point.js";
import { tightestPoints, touchingPlace } from "./tightest.js";
import { whereItExists } from "./whereItExists.js";
import { atExtremes } from "./atExtremes.js";
import { atTellingPoints } from "./atTellingPoints.js";

/** What is said where a relation fails. */
export const wrongWords: Readonly<Record<string, string>> = {
  "=": "the two lines differ",
  "≤": "this line is smaller than the one above, not larger",
  "<": "this line is not larger than the one above",
  "≥": "this line is larger than the one above, not smaller",
  ">": "this line is not smaller than the one above",
};

/** How often 60 digits are asked though float64 agrees. */
const carefulPoints = 3;

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
  // 0 = 0 to 60 digits says nothing of the next point.
  let telling = slow ? 1 : carefulPoints;
  const outcome = forPoints(plan, (point) => {
    const comparison = compared(point, isStrict || telling > 0);
    if (comparison.secondOpinion && comparison.left.some((x) => x !== 0)) telling--;
    return judged(point, comparison, false);
  });
  if (!outcome.ok) return outcome;
  const beyond =
    atExtremes(plan, wanted, (point, isFar) =>
      judged(point, compared(point, !slow || wanted !== undefined, isFar), isFar),
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
    const touching = isStrict ? touchingPlace(plan, wanted, tight) : undefined;
    if (touching !== undefined) return failAt(plan, touching, equalHere(wanted));
  }
  return undefined;
}

const equalHere = (wanted: "less" | "greater"): string =>
  `the two lines are equal here: write ${wanted === "less" ? "≤" : "≥"} and {equal at …}`;
