import { crossEntropy as crossEntropyOfVectors } from "../../information/crossEntropy.js";
import { isNumberList } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import { crossEntropyWithBound } from "./comparison.js";
import type { Distribution } from "../distribution.js";

/**
 * Cross-entropy of the model q under the truth p, for two probability vectors or two distributions.
 *
 *     H(p, q) = −E_p[ln q] = H(p) + KL(p‖q)
 *
 * Units   nats. +Infinity where p has mass and q has none.
 * Errors  DomainError if p and q are of different kinds or cannot be compared; see
 *         `crossEntropyWithBound`, which also tells how far off the value may be.
 * Source  Cover & Thomas, Elements of Information Theory (2006), §5.4.
 */
export function crossEntropy(p: Vector, q: Vector): number;
export function crossEntropy<X>(p: Distribution<X>, q: Distribution<X>): number;
export function crossEntropy<X>(p: Vector | Distribution<X>, q: Vector | Distribution<X>): number {
  if (isNumberList(p) && isNumberList(q)) return crossEntropyOfVectors(p, q);
  if (isNumberList(p) || isNumberList(q)) {
    throw new DomainError(
      "p and q must both be probability vectors or both be distributions, got one of each: make the vector a categorical",
    );
  }
  return crossEntropyWithBound(p, q).value;
}
