import type { DerivationRelation } from "../../outputs/derivation.js";
import { compareSides, flat, type Comparison } from "./compare.js";
import type { Failure } from "./derivationError.js";
import type { Line, Point, Space } from "./space.js";
import type { Arithmetic } from "../expression/arithmetic.js";
import type { Environment } from "../expression/compile.js";
import { NoSecondOpinion } from "../expression/compile.js";
import { decimalArithmetic } from "../expression/decimalArithmetic.js";
import { floatArithmetic } from "../expression/floatArithmetic.js";
import type { Quantity, QuantityValue } from "../expression/quantity.js";
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

export function valueOf<T>(line: Line, F: Arithmetic<T>, environment: Environment): unknown {
  return (F as unknown) === floatArithmetic ? line.float(environment) : line.decimal(environment);
}

export function comparePoint(
  space: Space,
  left: Line,
  right: Line,
  point: Point,
  wanted?: "less" | "greater",
): Comparison {
  return compareSides((F) => {
    const environment = space.environment(F, point);
    return [valueOf(left, F, environment), valueOf(right, F, environment)];
  }, wanted);
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

/** = ≤ < ≥ > at random points; an inequality must be strict somewhere. */
export function checkPointwise(plan: Plan, relation: DerivationRelation): Outcome {
  let strict = false;
  const wanted = relation === "≤" || relation === "<" ? "less" : "greater";
  const outcome = forPoints(plan, (point) => {
    const comparison = comparePoint(
      plan.space,
      plan.left,
      plan.right,
      point,
      relation === "=" ? undefined : wanted,
    );
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
    if (verdict === "equal" && (relation === "≤" || relation === "≥")) return "used";
    return failAt(plan, point, wrongWords[relation]!, comparison);
  });
  if (outcome.ok && (relation === "<" || relation === ">")) {
    const meeting = meetingPoint(plan);
    if (meeting !== undefined) {
      return failAt(
        plan,
        meeting,
        `the two lines are equal here: write ${relation === "<" ? "≤" : "≥"} and {equal at …}`,
      );
    }
  }
  if (outcome.ok && relation !== "=" && !strict) {
    return {
      ok: false,
      failure: { reason: `the two lines are equal everywhere: write = and not ${relation}` },
    };
  }
  return outcome;
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
    if (comparePoint(space, plan.left, plan.right, point).verdict === "equal") return point;
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
    const comparison = compareSides((F) => {
      const environment = space(F, plan, point);
      const values = assignments.map(({ line }) => valueOf(line, F, environment));
      assignments.forEach(({ name }, i) => {
        const value = values[i];
        environment[plan.space.slot(name)] =
          plan.space.typeOfName(name) === "integer"
            ? F.toNumber(value as Parameters<typeof F.toNumber>[0])
            : value;
      });
      return [valueOf(plan.left, F, environment), valueOf(plan.right, F, environment)];
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
          valueOf(plan.left, F, one),
          valueOf(plan.right, F, one),
          valueOf(plan.left, F, two),
          valueOf(plan.right, F, two),
        ];
        return numbers as unknown as readonly [T, T, T, T];
      };
      const floats = pair(floatArithmetic);
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
      const comparison = compareSides((F) => {
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

/** → : with 60 digits the variable can stand very close to its limit, and nothing cancels. */
export function checkLimit(plan: Plan, variable: string, target: number): Outcome {
  if (plan.right.names.has(variable)) {
    return { ok: false, failure: { reason: `the limit still depends on ${variable}` } };
  }
  if (!plan.left.names.has(variable)) {
    return { ok: false, failure: { reason: `the line above does not depend on ${variable}` } };
  }
  const slot = plan.space.slot(variable);
  const distances = [1e-4, 1e-7, 1e-10];
  const one = decimalArithmetic.of(1);
  const place = (distance: number) =>
    target === Infinity
      ? decimalArithmetic.divide(one, decimalArithmetic.of(distance))
      : target === -Infinity
        ? decimalArithmetic.negate(decimalArithmetic.divide(one, decimalArithmetic.of(distance)))
        : decimalArithmetic.add(decimalArithmetic.of(target), decimalArithmetic.of(distance));
  return forPoints(
    { ...plan, points: Math.min(plan.points, 24) },
    (point) => {
      try {
        const environment = space(decimalArithmetic, plan, point);
        const limit = flat(plan.right.decimal(environment)) as ReturnType<typeof place>[];
        const errors = distances.map((distance) => {
          environment[slot] = place(distance);
          const values = flat(plan.left.decimal(environment)) as ReturnType<typeof place>[];
          if (values.length !== limit.length) return NaN;
          return Math.max(...values.map((value, i) => value.minus(limit[i]!).abs().toNumber()));
        });
        const size = Math.max(1e-3, ...limit.map((value) => value.abs().toNumber()));
        const last = errors.at(-1)!;
        const shrinks = last < 1e-30 || last < 0.05 * errors[0]!;
        if (limit.every((value) => !value.isFinite())) return "skip";
        if (last <= 1e-6 * size && shrinks) return "used";
        const near = flat(plan.left.decimal(environment)) as ReturnType<typeof place>[];
        return failAt(plan, point, `the line above does not tend to this one`, {
          verdict: "incomparable",
          left: near.map((value) => value.toNumber()),
          right: limit.map((value) => value.toNumber()),
          difference: last,
          secondOpinion: true,
        });
      } catch (error) {
        if (!(error instanceof NoSecondOpinion)) throw error;
        return {
          ok: false,
          failure: { reason: "a limit of an integral or a function of src cannot be tested" },
        };
      }
    },
    `random points, with ${variable} within 1e-10 of its limit and 60 digits`,
  );
}
