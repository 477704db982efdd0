import * as each from "./each.js";
import type { Loss } from "./loss.js";
import type { Vector } from "../numeric/vector.js";

/** A loss of a list: of one number or of a vector, against a number or a vector. */
export type AnyLoss = Loss<number, number> | Loss<Vector, number> | Loss<Vector, Vector>;

/** Every loss of one example, those with parameters at their defaults: what a table of losses or a test walks. */
export const allLosses: readonly AnyLoss[] = Object.values(each).map((loss) =>
  typeof loss === "function" ? loss() : loss,
);
