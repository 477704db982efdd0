import { flat } from "../compare.js";
import { isSimplex } from "../gradient.js";
import { shaped } from "../neighbours.js";
import { isUsed, type Plan } from "../plan.js";
import { polished } from "../polish.js";
import { lowPlaces } from "../search.js";
import type { Point } from "../point.js";
import type { Line } from "../line.js";
import { belongs } from "../../expression/domain.js";
import { NoSecondOpinion } from "../../expression/noSecondOpinion.js";
import type { MinimiserClaim } from "./minimiserClaim.js";

/** Words for a lower place somewhere in the domain; undefined where the search finds none. */
export function searchFor(
  { plan, f, claimed, variable, quantity }: MinimiserClaim,
  point: Point,
  hints: readonly number[],
  least: number,
): string | undefined {
  const { space } = plan;
  const slot = space.slot(variable);
  const environment = space.environment(space.arithmetics.float, point);
  const others = [...point.values]
    .filter(([name]) => name !== variable && isUsed(plan, name))
    .flatMap(([, value]) => flat(value) as unknown[])
    .filter((value): value is number => typeof value === "number");
  const heightOf = (value: unknown): number => {
    environment[slot] = value;
    return f.float(environment) as number;
  };
  const best = claimed.float(environment);
  const mirrored = shaped(
    best,
    (flat(best) as number[]).map((cell) => -cell),
  );
  const places = [
    ...lowPlaces(space, variable, point, heightOf, [...hints, ...others], plan.rng),
    ...[mirrored]
      .filter((value) => belongs(quantity, value))
      .map((value) => ({ value, height: heightOf(value) })),
  ];
  for (const { value, height } of places) {
    if (!(height < least + 1e-9 * (1 + Math.abs(least)))) continue;
    const order = compareHeights(plan, f, claimed, variable, point, value, height - least);
    const shown = (flat(value) as number[]).map((x) => String(Number(x.toPrecision(6)))).join(", ");
    if (order === "lower") return `the function is smaller at another ${variable}: ${shown}`;
    if (order === "same") {
      return `the function is as small at another ${variable}: ${shown}; this is not the only one`;
    }
  }
  return undefined;
}

/** How high a place is beside the claimed one, in 60 digits where they can follow. */
function compareHeights(
  { space }: Plan,
  f: Line,
  claimed: Line,
  variable: string,
  point: Point,
  value: unknown,
  gap: number,
): "lower" | "same" | "higher" {
  const F = space.arithmetics.decimal;
  const slot = space.slot(variable);
  try {
    const environment = space.environment(F, point);
    const best = claimed.value(F, environment);
    const claimedCells = (flat(best) as Parameters<typeof F.toNumber>[0][]).map(F.toNumber);
    environment[slot] = best;
    const low = f.value(F, environment) as ReturnType<typeof F.of>;
    let cells = (flat(value) as number[]).map(F.of);
    if (isSimplex(space, variable)) {
      const total = cells.reduce((a, b) => F.add(a, b));
      cells = cells.map((cell) => F.divide(cell, total));
    }
    const heightAt = (place: unknown): typeof low => {
      environment[slot] = place;
      return f.value(F, environment) as typeof low;
    };
    const isWhole = space.typeOfName(variable) === "integer";
    // MinimiserClaim another minimum a number of float64 is a little higher: to its own digits, it is as low.
    const exact = typeof value === "number" && !isWhole ? polished(F, heightAt, value) : undefined;
    if (exact !== undefined) cells = [exact];
    F.forgetLosses();
    const other = heightAt(isWhole ? value : shaped(value, cells));
    const { overflowed, rounding } = F.losses();
    const margin = F.multiply(F.of(1e-25), F.add(F.abs(low), F.of(1e-25)));
    if (F.compare(F.add(other, margin), low) < 0) return "lower";
    const isFar = claimedCells.some(
      (cell, i) => Math.abs(cell - F.toNumber(cells[i]!)) > 1e-6 * (1 + Math.abs(cell)),
    );
    const difference = F.abs(F.subtract(other, low));
    const apart = F.exponent(difference) - F.exponent(low);
    // Where the least value is 0, what its sums have lost is the measure.
    const nearlyMeets = apart < -40 || F.compare(difference, rounding) <= 0;
    const isAsLow = F.isZero(difference) || (exact !== undefined && nearlyMeets);
    return isFar && isAsLow && !overflowed ? "same" : "higher";
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
    return gap < -1e-9 * Math.abs(gap) - 1e-12 ? "lower" : "higher";
  }
}
