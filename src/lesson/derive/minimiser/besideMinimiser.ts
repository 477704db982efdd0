import { flat } from "../compare.js";
import { neighboursOf } from "../neighbours.js";
import type { Point } from "../point.js";
import type { Arithmetic } from "../../expression/arithmetic.js";
import { belongs } from "../../expression/domain.js";
import { NoSecondOpinion } from "../../expression/noSecondOpinion.js";
import type { MinimiserClaim } from "./minimiserClaim.js";

/** How far the neighbours stand, beside the size of the minimiser. */
const distances = ["1e-4", "1e-9", "1e-16"];

/** Whether the function is smaller, or as small, at places beside the claimed one. */
export function smallerBeside(claim: MinimiserClaim, point: Point): "smaller" | "same" | "none" {
  const { plan } = claim;
  if (claim.quantity.type === "integer" || claim.quantity.range?.whole === true) {
    return claim.quantity.type === "vector" ? "none" : besideWhole(claim, point);
  }
  try {
    return besideIn(plan.space.arithmetics.decimal, claim, point, distances, "1e-45");
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
    return besideIn(plan.space.arithmetics.float, claim, point, ["1e-3"], "1e-10");
  }
}

function besideIn<T>(
  F: Arithmetic<T>,
  { plan, f, claimed, variable, quantity }: MinimiserClaim,
  point: Point,
  steps: readonly string[],
  tolerance: string,
): "smaller" | "same" | "none" {
  const { space } = plan;
  const environment = space.environment(F, point);
  const best = claimed.value(F, environment);
  const slot = space.slot(variable);
  const valueAt = (value: unknown): T => {
    environment[slot] = value;
    return f.value(F, environment) as T;
  };
  F.forgetLosses();
  const least = valueAt(best);
  if (!F.isFinite(least)) return "none";
  const byTolerance = F.multiply(F.parse(tolerance), F.abs(least));
  const size = Math.max(...(flat(best) as T[]).map((cell) => Math.abs(F.toNumber(cell)))) || 1;
  const ways = neighboursOf(F, quantity, best, () => plan.rng.normal());
  let same = false;
  for (const way of ways) {
    for (const [i, step] of steps.entries()) {
      const value = valueAt(way(F.multiply(F.parse(step), F.of(size))));
      if (!F.isFinite(value)) continue;
      const gap = F.subtract(value, least);
      // In 1 − q with a q of 1e-100 there is no q left: what sums have lost is no evidence.
      const { rounding } = F.losses();
      const allowed = F.compare(rounding, byTolerance) > 0 ? rounding : byTolerance;
      if (F.compare(F.add(gap, allowed), F.of(0)) < 0) return "smaller";
      if (i === 0 && F.isZero(gap) && F.digits > 16) same = true;
    }
  }
  return same ? "same" : "none";
}

function besideWhole(
  { plan, f, claimed, variable, quantity }: MinimiserClaim,
  point: Point,
): "smaller" | "same" | "none" {
  const environment = plan.space.environment(plan.space.arithmetics.float, point);
  const best = claimed.float(environment) as number;
  const slot = plan.space.slot(variable);
  const valueAt = (value: number): number => {
    environment[slot] = value;
    return f.float(environment) as number;
  };
  const least = valueAt(best);
  const others = [best - 1, best + 1].filter((value) => belongs(quantity, value)).map(valueAt);
  if (others.some((value) => value < least - 1e-12 * Math.abs(least))) return "smaller";
  return others.includes(least) ? "same" : "none";
}
