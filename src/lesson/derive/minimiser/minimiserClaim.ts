import type { Plan } from "../plan.js";
import type { Line } from "../line.js";
import type { Quantity } from "../../expression/quantity.js";

/** That `claimed` is where `f` is least by `variable`: what each of the checks asks about. */
export interface MinimiserClaim {
  readonly plan: Plan;
  readonly f: Line;
  readonly claimed: Line;
  readonly variable: string;
  readonly quantity: Quantity;
}
