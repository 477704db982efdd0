import { flat } from "../compare.js";
import { extremesAt } from "../extremes.js";
import { shaped } from "../neighbours.js";
import { failAt, isUsed, type Outcome, type Plan } from "../plan.js";
import type { Point } from "../point.js";
import { belongs } from "../../expression/domain.js";
import type { MinimiserClaim } from "./minimiserClaim.js";
import { smallerBeside } from "./besideMinimiser.js";
import { outsideAt } from "./minimiserDomain.js";

/** At how many extremes of the other quantities. */
const extremePoints = 8;

/** An ordinary point whose real numbers and vectors are 0. */
function atZero({ space, rng, narrow }: Plan, names: readonly string[]): Point {
  const point = space.draw(rng, narrow, 0);
  const zeros = names.flatMap((name): [string, number | number[]][] => {
    const { kind } = space.quantities.get(name)!;
    if (kind === "real") return [[name, 0]];
    return kind === "vector" ? [[name, (point.values.get(name) as number[]).map(() => 0)]] : [];
  });
  return { ...point, values: new Map([...point.values, ...zeros]) };
}

/** Where the other quantities stand far out: a singular matrix, ties, huge and tiny numbers. */
export function atExtremes(claim: MinimiserClaim): Outcome | undefined {
  const { plan, f, claimed, variable, quantity } = claim;
  const { space } = plan;
  const names = [...space.quantities.keys()].filter((n) => n !== variable && isUsed(plan, n));
  if (names.length === 0 || f.foreign || claimed.foreign || f.expensive) return undefined;
  for (let i = 0; i <= extremePoints; i++) {
    const point =
      i < extremePoints
        ? space.draw(plan.rng, plan.narrow, 0, new Map(), extremesAt(names, i))
        : atZero(plan, names);
    const outside = i < extremePoints ? undefined : outsideAt(claim, point);
    if (outside !== undefined) return outside;
    const environment = space.environment(space.arithmetics.float, point);
    if (!Number.isFinite(f.float(environment) as number)) continue;
    const best = flat(claimed.float(environment)) as number[];
    const singular = names.some((name) => space.quantities.get(name)!.kind === "matrix");
    if (best.some(Number.isNaN)) {
      if (!singular) continue;
      return failAt(plan, point, "the minimiser has no value here, but the function has values");
    }
    const widened = names.some(
      (name) => space.quantities.get(name)!.wider !== undefined && !point.narrow.has(name),
    );
    if (
      !widened &&
      best.every(Number.isFinite) &&
      !belongs(quantity, shaped(point.values.get(variable), best))
    ) {
      return failAt(plan, point, `the minimiser is outside the domain of ${variable}`);
    }
    if (best.every(Number.isFinite) && smallerBeside(claim, point) === "smaller") {
      return failAt(plan, point, `the function is smaller at another ${variable}`);
    }
  }
  return undefined;
}
