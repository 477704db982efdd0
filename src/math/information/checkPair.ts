import { checkProbabilities, checkSameLength } from "../numeric/checks.js";
import type { Vector } from "../numeric/vector.js";

/** Two probability vectors over the same outcomes. */
export function checkPair(p: Vector, q: Vector): void {
  checkSameLength("p", p, "q", q);
  checkProbabilities("p", p);
  checkProbabilities("q", q);
}
