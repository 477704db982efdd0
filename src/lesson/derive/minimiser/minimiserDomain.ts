import { flat } from "../compare.js";
import { isSimplex } from "../gradient.js";
import { failAt, type Outcome } from "../plan.js";
import type { Point } from "../point.js";
import { belongs } from "../../expression/domain.js";
import type { MinimiserClaim } from "./minimiserClaim.js";

/** Why the claimed place does not belong to the domain, in words; undefined where it does. */
export function whyOutside(
  { plan, claimed, variable, quantity }: MinimiserClaim,
  point: Point,
  best: unknown,
): string | undefined {
  const { space } = plan;
  const cells = flat(best) as number[];
  if (cells.length !== flat(point.values.get(variable)).length) {
    return `the minimiser has another size than ${variable}`;
  }
  // On a wider domain than the page's the formula may lead out of it.
  const widened = [...claimed.names].some(
    (name) => space.quantities.get(name)!.wider !== undefined && !point.narrow.has(name),
  );
  const shown = cells.map(String).join(", ");
  if (!widened && cells.every(Number.isFinite) && !belongs(quantity, best)) {
    return `the minimiser ${shown} is outside the domain of ${variable}: it is no ${quantity.words}`;
  }
  const { low, high, whole = false } = quantity.range ?? {};
  if (!whole && quantity.sumsToOne === undefined && cells.some((x) => x === low || x === high)) {
    return `the minimum is not attained: ${shown} is at the edge of the domain of ${variable}, and does not belong to it`;
  }
  const total = cells.reduce((sum, cell) => sum + cell, 0);
  if (isSimplex(space, variable) && (Math.abs(total - 1) > 1e-9 || cells.some((x) => x < 0))) {
    return `the minimiser is no distribution: it sums to ${total}`;
  }
  return undefined;
}

/** A refusal where the claimed place is outside the domain, though the function may have no value there. */
export function outsideAt(claim: MinimiserClaim, point: Point): Outcome | undefined {
  const { plan, claimed } = claim;
  const best = claimed.float(plan.space.environment(plan.space.arithmetics.float, point));
  if (!(flat(best) as number[]).every(Number.isFinite)) return undefined;
  const outside = whyOutside(claim, point, best);
  return outside === undefined ? undefined : failAt(plan, point, outside);
}
