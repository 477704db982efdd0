import { entropy } from "./entropy.js";
import { jointMatrix } from "./marginals.js";
import type { JointTable } from "./marginals.js";

/**
 * Entropy of a pair.
 *
 *     H(X, Y) = −Σ p(x, y) ln p(x, y) = H(X) + H(Y|X)
 *
 * Shapes  joint [X, Y] → scalar.
 * Units   nats.
 * Errors  DomainError if rows differ in length, or the table is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Cover & Thomas (2006), eq. 2.8.
 */
export function jointEntropy(joint: JointTable): number {
  return entropy(jointMatrix(joint).data);
}
