import { compareSides, type Comparison } from "./compare.js";
import type { QuantityValue } from "../expression/quantity.js";
import { isExcepted } from "./exceptions.js";
import type { Outcome, Plan } from "./plan.js";
import type { Point } from "./point.js";
import { tellingPoints } from "./tellingPoints.js";
import { whereItExists } from "./whereItExists.js";

/** Where one side is infinite the other may be huge: its own denominator vanishes but for the last digit. */
const isBesidePole = ({ verdict, left, right }: Comparison): boolean =>
  verdict === "incomparable" &&
  [...left, ...right].some((x) => Number.isFinite(x) && Math.abs(x) > 1e20);

/** Where a claim likes to break: the roots and constants that stand in its expressions. */
export function atTellingPoints(
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
      const exact = plan.space.environment(decimal, point);
      exact[slot] = value(decimal, exact);
      // A tie may be a tie but for the last digit of float64.
      if (isExcepted(plan.exceptions, decimal, exact)) return "skip";
      if (isThere !== undefined) {
        if (!isThere(decimal, exact)) return "skip";
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
