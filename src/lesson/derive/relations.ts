import type { DerivationRelation } from "../../outputs/derivation.js";
import { compareSides, flat, type CompareOptions, type Comparison } from "./compare.js";
import type { Failure } from "./derivationError.js";
import type { Line, Point, Space } from "./space.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import type { Environment } from "../expression/compile.js";
import type { Quantity, QuantityValue } from "../expression/quantity.js";
import { belongs, isInside, isReal } from "../expression/domain.js";
import { tellingPoints } from "./tellingPoints.js";
import type { Rng } from "../../math/random/index.js";

/** A test of one step: how often and where, and what came of it. */
export type Outcome =
  | { readonly ok: true; readonly points: number; readonly tested: string }
  | { readonly ok: false; readonly failure: Failure };

export interface Plan {
  readonly space: Space;
  readonly left: Line;
  readonly right: Line;
  readonly rng: Rng;
  /** Quantities that are held to their narrow domain. */
  readonly narrow: ReadonlySet<string>;
  /** How many usable points are wanted. */
  readonly points: number;
}

const edgeShare = 0.15;

export function comparePoint(
  space: Space,
  left: Line,
  right: Line,
  point: Point,
  options: CompareOptions = {},
): Comparison {
  return compareSides(
    space.arithmetics,
    (F) => {
      const environment = space.environment(F, point);
      return [left.value(F, environment), right.value(F, environment)];
    },
    options,
  );
}

/** The values of the quantities that a step depends on. */
export function relevant(plan: Plan, point: Point): Point["values"] {
  return new Map(
    [...point.values].filter(([name]) => plan.left.names.has(name) || plan.right.names.has(name)),
  );
}

export function failAt(plan: Plan, point: Point, reason: string, comparison?: Comparison): Outcome {
  return {
    ok: false,
    failure: {
      reason,
      values: relevant(plan, point),
      ...(comparison === undefined ? {} : { left: comparison.left, right: comparison.right }),
    },
  };
}

const wrongWords: Readonly<Record<string, string>> = {
  "=": "the two lines differ",
  "≤": "this line is smaller than the one above, not larger",
  "<": "this line is not larger than the one above",
  "≥": "this line is larger than the one above, not smaller",
  ">": "this line is not smaller than the one above",
};

/** How often 60 digits are asked though float64 agrees; then points at extremes of the domains. */
const carefulPoints = 3;
const extremePoints = 8;
const slowExtremes = new Set(["density", "natural", "simplex", "joint", "conditional"]);

/** Points far out in every domain, whose values need not exist: a test there may refuse and never counts. */
function atExtremes(
  plan: Plan,
  count: number,
  test: (point: Point) => Outcome | "used" | "skip",
): Outcome | undefined {
  const { left, right, space } = plan;
  if (left.foreign || right.foreign) return undefined;
  const slow = left.expensive || right.expensive;
  // Quadrature in float64 loses more than it tells where a mean is a thousand deviations away.
  const kinds = slow ? { kinds: slowExtremes } : {};
  for (let i = 0; i < (slow ? 4 : count); i++) {
    const extremes = { share: slow || i % 2 === 0 ? 1 : 0.5, ...kinds };
    const point = space.draw(plan.rng, plan.narrow, 0, new Map(), extremes);
    const result = test(point);
    if (typeof result === "object" && !result.ok) return result;
  }
  return undefined;
}

/** Draws until enough points have a number on both sides. */
export function forPoints(
  plan: Plan,
  test: (point: Point, index: number) => Outcome | "used" | "skip",
  tested = "random points",
): Outcome {
  let used = 0;
  const most = plan.points * 6 + 60;
  for (let i = 0; i < most && used < plan.points; i++) {
    const point = plan.space.draw(plan.rng, plan.narrow, i < 6 ? 0.6 : edgeShare);
    const result = test(point, i);
    if (result === "used") used++;
    else if (result !== "skip") return result;
  }
  if (used < Math.ceil(plan.points / 2)) {
    return {
      ok: false,
      failure: {
        reason: `only ${used} of ${most} points could be used: both sides are infinite or undefined at the others`,
      },
    };
  }
  return { ok: true, points: used, tested };
}

/**
 * = ≤ < ≥ > at random points, at extremes of the domains and where a claim likes to break; an inequality must be
 * strict somewhere.
 */
export function checkPointwise(plan: Plan, relation: DerivationRelation): Outcome {
  let strict = false;
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
      return verdict === "equal" ? "used" : failAt(plan, point, wrongWords["="]!, comparison);
    }
    if (comparison.left.length !== 1) {
      return failAt(plan, point, `${relation} compares numbers, not vectors`, comparison);
    }
    if (verdict === wanted) {
      strict = true;
      return "used";
    }
    // Far out a difference may be smaller than 60 digits can tell.
    if (verdict === "equal" && (!isStrict || far)) return far ? "skip" : "used";
    return failAt(plan, point, wrongWords[relation]!, comparison);
  };
  const compared = (point: Point, careful: boolean, far = false): Comparison =>
    comparePoint(plan.space, plan.left, plan.right, point, { wanted, careful, far });
  const outcome = forPoints(plan, (point, i) =>
    judged(point, compared(point, isStrict || i < carefulPoints), false),
  );
  if (!outcome.ok) return outcome;
  const beyond =
    atExtremes(plan, relation === "=" ? extremePoints : 4 * extremePoints, (point) =>
      judged(point, compared(point, true, true), true),
    ) ?? atTellingPoints(plan, (point, comparison) => judged(point, comparison, false), wanted);
  if (beyond !== undefined) return beyond;
  if (isStrict) {
    const meeting = meetingPoint(plan);
    if (meeting !== undefined) {
      return failAt(
        plan,
        meeting,
        `the two lines are equal here: write ${relation === "<" ? "≤" : "≥"} and {equal at …}`,
      );
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

function atTellingPoints(
  plan: Plan,
  judged: (point: Point, comparison: Comparison) => Outcome | "used" | "skip",
  wanted: "less" | "greater" | undefined,
): Outcome | undefined {
  if (plan.left.foreign || plan.right.foreign) return undefined;
  for (const { point, name, value } of tellingPoints(plan)) {
    const slot = plan.space.slot(name);
    const comparison = compareSides(
      plan.space.arithmetics,
      (F) => {
        const environment = space(F, plan, point);
        environment[slot] = value.value(F, environment);
        return [plan.left.value(F, environment), plan.right.value(F, environment)];
      },
      { wanted, careful: true },
    );
    const values = new Map(point.values);
    values.set(name, value.float(space(plan.space.arithmetics.float, plan, point)) as number);
    const result = judged({ ...point, values }, comparison);
    if (typeof result === "object" && !result.ok) return result;
  }
  return undefined;
}

/** Where inequalities like to be equalities: like quantities equal, everything uniform, 0, ½ or 1. */
function meetingPoint(plan: Plan): Point | undefined {
  const { space } = plan;
  const narrow = new Set(space.widening);
  for (let i = 0; i < 24; i++) {
    const values = new Map(space.draw(plan.rng, narrow, i % 2).values);
    const names = [...space.quantities.keys()];
    for (const [n, name] of names.entries()) {
      const quantity = space.quantities.get(name)!;
      if (quantity.kind === "natural" || quantity.type === "function") continue;
      const twin = names.slice(0, n).find((other) => alike(quantity, space.quantities.get(other)!));
      if (twin !== undefined && i % 3 !== 2) values.set(name, values.get(twin)!);
      else if (i % 3 === 1) values.set(name, plainValue(quantity, values.get(name)!));
    }
    const point = { values, narrow };
    if (comparePoint(space, plan.left, plan.right, point, { careful: true }).verdict === "equal")
      return point;
  }
  return undefined;
}

const alike = (a: Quantity, b: Quantity): boolean =>
  a.kind === b.kind && a.sizes.join() === b.sizes.join();

/** The most even value of a domain: the uniform distribution, 0, ½ or 1. */
function plainValue(quantity: Quantity, drawn: QuantityValue): QuantityValue {
  switch (quantity.kind) {
    case "real":
      return 0;
    case "positive":
      return 1;
    case "simplex": {
      const list = drawn as readonly number[];
      return list.map(() => 1 / list.length);
    }
    case "vector":
      return (drawn as readonly number[]).map(() => 0);
    case "positives":
      return (drawn as readonly number[]).map(() => 1);
    default:
      return drawn;
  }
}

/** Where an inequality claims equality, the two sides must be equal. */
export function checkEqualAt(
  plan: Plan,
  assignments: readonly { readonly name: string; readonly line: Line }[],
): Outcome {
  return forPoints({ ...plan, points: Math.min(plan.points, 8) }, (point) => {
    const at = space(plan.space.arithmetics.float, plan, point);
    for (const { name, line } of assignments) {
      const quantity = plan.space.quantities.get(name)!;
      const value = line.float(at);
      const wide = quantity.wider !== undefined && !plan.narrow.has(name);
      const inside = isReal(quantity)
        ? isInside(quantity, value as number)
        : belongs(quantity, value);
      if (!wide && !inside) {
        return failAt(
          plan,
          point,
          `{equal at …} gives ${name} the value ${flat(value).map(String).join(", ")}, which is no ${quantity.words}`,
        );
      }
    }
    const comparison = compareSides(plan.space.arithmetics, (F) => {
      const environment = space(F, plan, point);
      const values = assignments.map(({ line }) => line.value(F, environment));
      assignments.forEach(({ name }, i) => {
        const value = values[i];
        environment[plan.space.slot(name)] =
          plan.space.typeOfName(name) === "integer"
            ? F.toNumber(value as Parameters<typeof F.toNumber>[0])
            : value;
      });
      return [plan.left.value(F, environment), plan.right.value(F, environment)];
    });
    if (comparison.verdict === "unusable") return "skip";
    if (comparison.verdict === "equal") return "used";
    return failAt(plan, point, "the two lines are not equal where {equal at …} says", comparison);
  });
}

const space = <T>(F: Arithmetic<T>, plan: Plan, point: Point): Environment =>
  plan.space.environment(F, point);

/**
 * ∝ and ≐: two points that differ in the named quantities alone. a/b, or a − b, must be the same at
 * both, and each side must vary.
 */
export function checkUpTo(plan: Plan, relation: "∝" | "≐", variables: readonly string[]): Outcome {
  let varied = 0;
  let tried = 0;
  const outcome = forPoints(
    plan,
    (point) => {
      const fixed = new Map([...point.values].filter(([name]) => !variables.includes(name)));
      const other = plan.space.draw(plan.rng, plan.narrow, edgeShare, fixed);
      const pair = <T>(F: Arithmetic<T>): readonly [T, T, T, T] => {
        const one = space(F, plan, point);
        const two = space(F, plan, other);
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
      tried++;
      const moves =
        Math.abs(a1 - a2) > 1e-9 * Math.max(Math.abs(a1), Math.abs(a2)) &&
        Math.abs(b1 - b2) > 1e-9 * Math.max(Math.abs(b1), Math.abs(b2));
      if (moves) varied++;
      const comparison = compareSides(plan.space.arithmetics, (F) => {
        const [x1, y1, x2, y2] = pair(F);
        return relation === "≐"
          ? [F.subtract(x1, x2), F.subtract(y1, y2)]
          : [F.divide(x1, x2), F.divide(y1, y2)];
      });
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
  return outcome;
}
