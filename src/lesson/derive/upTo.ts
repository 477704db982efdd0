import type { Arithmetic } from "../expression/arithmetic.js";
import { compareSides } from "./compare.js";
import { extremesAt } from "./extremes.js";
import { edgeShare, failAt, forPoints, isUsed, type Outcome, type Plan } from "./plan.js";
import type { Point } from "./point.js";

/**
 * ∝ and ≐: two points that differ in the named quantities alone. a/b, or a − b, must be the same at
 * both, and each side must vary.
 */
export function checkUpTo(plan: Plan, relation: "∝" | "≐", variables: readonly string[]): Outcome {
  let varied = 0;
  let tried = 0;
  const outcome = forPoints(
    plan,
    (point, i) => {
      const other = partner(plan, variables, point, new Map());
      const result = comparePair(plan, relation, variables, [point, other], i < carefulPairs);
      if (typeof result !== "boolean") return result;
      tried++;
      if (result) varied++;
      return "used";
    },
    `random pairs that differ in ${variables.join(", ")} alone`,
  );
  if (outcome.ok && varied < tried / 2) {
    return {
      ok: false,
      failure: {
        reason: `a side does not change with ${variables.join(", ")}, so ${relation} says nothing`,
      },
    };
  }
  if (!outcome.ok || plan.left.foreign || plan.right.foreign) return outcome;
  if (plan.left.expensive || plan.right.expensive) return outcome;
  const names = [...plan.space.quantities.keys()].filter((name) => isUsed(plan, name));
  for (let i = 0; i < extremePairs; i++) {
    const point = plan.space.draw(plan.rng, plan.narrow, 0, new Map(), extremesAt(names, i));
    const other = partner(plan, variables, point, extremesAt(variables, i + 1));
    const result = comparePair(plan, relation, variables, [point, other], true, true);
    if (typeof result === "object" && !result.ok) return result;
  }
  return outcome;
}

/** How many pairs 60 digits look at though float64 agrees, and how many stand far out. */
const carefulPairs = 3;
const extremePairs = 8;

/** A point that differs in the named quantities alone. */
function partner(
  { space, rng, narrow }: Plan,
  variables: readonly string[],
  point: Point,
  extremes: ReadonlyMap<string, number>,
): Point {
  const fixed = new Map([...point.values].filter(([name]) => !variables.includes(name)));
  return space.draw(rng, narrow, edgeShare, fixed, extremes);
}

/** What is wrong with a pair, "skip" where it says nothing, else whether both sides change from one point to the other. */
function comparePair(
  plan: Plan,
  relation: "∝" | "≐",
  variables: readonly string[],
  [point, other]: readonly [Point, Point],
  careful: boolean,
  far = false,
): Outcome | "skip" | boolean {
  const pair = <T>(F: Arithmetic<T>): readonly [T, T, T, T] => {
    const one = plan.space.environment(F, point);
    const two = plan.space.environment(F, other);
    const numbers = [
      plan.left.value(F, one),
      plan.right.value(F, one),
      plan.left.value(F, two),
      plan.right.value(F, two),
    ];
    return numbers as unknown as readonly [T, T, T, T];
  };
  const floats = pair(plan.space.arithmetics.float);
  if (floats.some((value) => Array.isArray(value))) {
    return failAt(plan, point, `${relation} compares numbers, not vectors`);
  }
  const finite = floats.map(Number.isFinite);
  if (far && finite.includes(false)) return "skip";
  if (finite[0] !== finite[1] || finite[2] !== finite[3]) {
    return failAt(plan, point, "one side has no finite value here", {
      verdict: "incomparable",
      left: [floats[0]],
      right: [floats[1]],
      difference: Infinity,
      secondOpinion: false,
    });
  }
  if (!finite[0] || !finite[2]) return "skip";
  const [a1, b1, a2, b2] = floats;
  const same = variables.every(
    (name) => JSON.stringify(point.values.get(name)) === JSON.stringify(other.values.get(name)),
  );
  if (same) return "skip";
  const comparison = compareSides(
    plan.space.arithmetics,
    (F) => {
      const [x1, y1, x2, y2] = pair(F);
      return relation === "≐"
        ? [F.subtract(x1, x2), F.subtract(y1, y2)]
        : [F.divide(x1, x2), F.divide(y1, y2)];
    },
    { careful, far },
  );
  if (comparison.verdict === "unusable") return "skip";
  if (comparison.verdict !== "equal") {
    return failAt(
      plan,
      point,
      relation === "≐"
        ? `the difference of the two lines changes with ${variables.join(", ")}`
        : `the ratio of the two lines changes with ${variables.join(", ")}`,
      { ...comparison, left: [a1], right: [b1] },
    );
  }
  if (relation === "∝" && a1 * b1 < 0) {
    return failAt(plan, point, "the factor between the two lines is negative");
  }
  return (
    Math.abs(a1 - a2) > 1e-9 * Math.max(Math.abs(a1), Math.abs(a2)) &&
    Math.abs(b1 - b2) > 1e-9 * Math.max(Math.abs(b1), Math.abs(b2))
  );
}
