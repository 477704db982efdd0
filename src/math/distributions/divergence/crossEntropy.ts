import { crossEntropy as crossEntropyOfVectors } from "../../information/crossEntropy.js";
import type { Vector } from "../../numeric/vector.js";
import { compareAlike } from "./compareAlike.js";
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
  return compareAlike(p, q, crossEntropyOfVectors, (a, b) => crossEntropyWithBound(a, b).value);
}
