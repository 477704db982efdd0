import { belongs, isInside, isReal } from "../expression/domain.js";
import { environmentWith, type Assignment } from "./assignment.js";
import { compareSides, flat, type Sides } from "./compare.js";
import { failAt, forPoints, type Outcome, type Plan } from "./plan.js";

/** At how many points 60 digits are asked though float64 agrees. */
const carefulPoints = 2;

/** Where an inequality claims equality, the two sides must be equal. */
export function checkEqualAt(plan: Plan, assignments: readonly Assignment[]): Outcome {
  return forPoints({ ...plan, points: Math.min(plan.points, 8) }, (point, i) => {
    const at = plan.space.environment(plan.space.arithmetics.float, point);
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
    const sides: Sides = (F) => {
      const environment = environmentWith(F, plan, assignments, point);
      return [plan.left.value(F, environment), plan.right.value(F, environment)];
    };
    const comparison = compareSides(plan.space.arithmetics, sides, { careful: i < carefulPoints });
    if (comparison.verdict === "unusable") return "skip";
    if (comparison.verdict === "equal") return "used";
    return failAt(plan, point, "the two lines are not equal where {equal at …} says", comparison);
  });
}
