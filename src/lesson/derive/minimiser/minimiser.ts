import { compareSides, flat } from "../compare.js";
import {
  gradientOf,
  isSimplex,
  objective,
  projected,
  withVariable,
  type Extremum,
} from "../gradient.js";
import { failAt, forPoints, type Outcome, type Plan } from "../plan.js";
import type { Point } from "../point.js";
import type { Line } from "../line.js";
import { collectConstants } from "../tellingPoints.js";
import type { Arithmetic } from "../../expression/arithmetic.js";
import { hasKink } from "../../expression/kinks.js";
import type { ExpressionNode } from "../../expression/node.js";
import type { MinimiserClaim } from "./minimiserClaim.js";
import { smallerBeside } from "./besideMinimiser.js";
import { searchFor } from "./lowerElsewhere.js";
import { whyOutside, outsideAt } from "./minimiserDomain.js";
import { atExtremes } from "./minimiserAtExtremes.js";

/** At how many points the whole domain is searched. */
const searchedPoints = 3;

/**
 * The point that is claimed belongs to the domain, its derivatives vanish, or it stands at a kink or an edge, nothing
 * beside it is as small in 60 digits, and a search of the whole domain finds nothing smaller.
 */
export function checkMinimiser(plan: Plan, node: Extremum, claimed: Line): Outcome {
  const { space } = plan;
  const { variable } = node;
  const quantity = space.quantities.get(variable)!;
  const f = objective(space, node);
  if (claimed.names.has(variable)) {
    return { ok: false, failure: { reason: `the minimiser still depends on ${variable}` } };
  }
  const narrowed = withVariable(plan, variable);
  const claim: MinimiserClaim = { plan: narrowed, f, claimed, variable, quantity };
  const hasEdges = hasKink(node.body, variable) || quantity.range !== undefined;
  const hints = constantsOf(plan, f);
  const isFlatThere = gradientTest(plan, node, claimed);
  let moves = false;
  const outcome = forPoints(
    narrowed,
    (point: Point, i) => {
      const verdict = isFlatThere(point);
      if (verdict === "unusable") return outsideAt(claim, point) ?? "skip";
      if (verdict !== "zero" && verdict !== "unknown" && !hasEdges) {
        return failAt(plan, point, verdict);
      }
      const environment = space.environment(space.arithmetics.float, point);
      const best = claimed.float(environment);
      const outside = whyOutside(claim, point, best);
      if (outside !== undefined) return failAt(plan, point, outside);
      environment[space.slot(variable)] = best;
      const least = f.float(environment) as number;
      if (!Number.isFinite(least)) return "skip";
      const around = i < 8 || verdict !== "zero" ? smallerBeside(claim, point) : "none";
      if (around === "smaller") {
        return failAt(
          plan,
          point,
          verdict === "zero" || verdict === "unknown"
            ? `the function is smaller at another ${variable}`
            : verdict,
        );
      }
      if (around === "same" && i < 8) {
        return failAt(
          plan,
          point,
          `the function is as small beside it: this is not the only ${node.kind.slice(3)}imiser`,
        );
      }
      if (i < searchedPoints) {
        const lower = searchFor(claim, point, hints, least);
        if (lower !== undefined) return failAt(plan, point, lower);
      }
      const other = space.draw(plan.rng, point.narrow, 0, withoutVariable(point, variable));
      environment[space.slot(variable)] = other.values.get(variable);
      moves ||= f.float(environment) !== least;
      return "used";
    },
    `random points: derivatives there, other values of ${variable} beside it and far away`,
  );
  if (!outcome.ok) return outcome;
  if (!moves) {
    return { ok: false, failure: { reason: `the function does not change with ${variable}` } };
  }
  return atExtremes(claim) ?? outcome;
}

const withoutVariable = (point: Point, variable: string): Point["values"] =>
  new Map([...point.values].filter(([name]) => name !== variable));

/** Whether the derivatives vanish at the claimed point, or in words, which do not. */
function gradientTest(
  plan: Plan,
  node: Extremum,
  claimed: Line,
): (point: Point) => "zero" | "unusable" | "unknown" | (string & {}) {
  const { space } = plan;
  const { variable } = node;
  const gradient = gradientOf(space, node);
  const simplex = isSimplex(space, variable);
  if (gradient === undefined) return () => "unknown";
  const slot = space.slot(variable);
  return (point) => {
    const { verdict } = compareSides(space.arithmetics, <T>(F: Arithmetic<T>) => {
      const environment = space.environment(F, point);
      environment[slot] = claimed.value(F, environment);
      const raw = flat(gradient[0]!.value(F, environment)) as T[];
      const slopes = projected(F, raw, simplex);
      // Compared beside 1 + the size of the slopes that cancel: zero has no relative error.
      const size = raw.reduce((a, b) => F.add(a, F.abs(b)), F.of(1));
      return [
        slopes.map((slope) => F.add(F.divide(slope, size), F.of(1))),
        slopes.map(() => F.of(1)),
      ];
    });
    if (verdict === "equal") return "zero";
    if (verdict === "unusable") return "unusable";
    return simplex
      ? `the partial derivatives by ${variable} are not all equal there`
      : `the derivative by ${variable} is not zero there`;
  };
}

function constantsOf(plan: Plan, f: Line): number[] {
  const found = new Map<string, ExpressionNode>();
  collectConstants(f.expanded, found);
  const environment = plan.space.environment(
    plan.space.arithmetics.float,
    plan.space.draw(plan.rng, plan.narrow, 0),
  );
  return [...found.values()]
    .map((tree) => plan.space.lineOf(tree, tree).float(environment))
    .filter((value): value is number => typeof value === "number" && Number.isFinite(value));
}
