import { isExtremum, type Extremum } from "../gradient.js";
import { checkMinimiser } from "./minimiser.js";
import type { Outcome, Plan } from "../plan.js";
import { checkSameOrder } from "./sameMinimiser.js";
import type { Line } from "../line.js";

/** Whether a step speaks of a minimiser. */
export const isAboutExtremum = (left: Line, right: Line): boolean =>
  isExtremum(left.expanded) || isExtremum(right.expanded);

/** arg min f = arg min g, or arg min f = a point. */
export function checkExtremum(plan: Plan): Outcome {
  const left = plan.left.expanded;
  const right = plan.right.expanded;
  if (isExtremum(left) && isExtremum(right)) {
    if (left.variable !== right.variable) {
      return {
        ok: false,
        failure: {
          reason: `one side minimises over ${left.variable}, the other over ${right.variable}`,
        },
      };
    }
    return checkSameOrder(plan, left, right);
  }
  if (isExtremum(left)) return checkMinimiser(plan, left, plan.right);
  return checkMinimiser(plan, right as Extremum, plan.left);
}
