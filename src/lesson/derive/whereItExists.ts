import { ExpressionError } from "../expression/expressionError.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import type { Outcome } from "./plan.js";

/** What a test says; "skip" where the point does not exist, such as a component 1000 of four: no ordinary point is asked so. */
export function whereItExists(test: () => Outcome | "used" | "skip"): Outcome | "used" | "skip" {
  try {
    return test();
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof NoSecondOpinion) return "skip";
    throw error;
  }
}
