import { isNumberList } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import type { Distribution } from "../distribution.js";

/**
 * A measure of two probability vectors, or of two distributions.
 *
 * Errors  DomainError where one is a vector and the other a distribution.
 */
export function compareAlike<X>(
  p: Vector | Distribution<X>,
  q: Vector | Distribution<X>,
  ofVectors: (p: Vector, q: Vector) => number,
  ofDistributions: (p: Distribution<X>, q: Distribution<X>) => number,
): number {
  if (isNumberList(p) && isNumberList(q)) return ofVectors(p, q);
  if (isNumberList(p) || isNumberList(q)) {
    throw new DomainError(
      "p and q must both be probability vectors or both be distributions, got one of each: make the vector a categorical",
    );
  }
  return ofDistributions(p, q);
}
