import { checkProbabilities } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";
import { xLogY } from "../numeric/xLogY.js";

/**
 * Shannon entropy of a probability vector: the mean surprisal of what it describes.
 *
 *     H(p) = −Σₖ pₖ ln pₖ,   0 ≤ H(p) ≤ ln K
 *
 * Shapes  p [K] → scalar.
 * Units   nats; 0 · ln 0 is 0.
 * Errors  DomainError if p is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Shannon, "A Mathematical Theory of Communication" (1948), §6; Cover & Thomas (2006), eq. 2.1.
 */
export function entropy(p: Vector): number {
  checkProbabilities("p", p);
  // 0 − x, so that a sure outcome has entropy 0 and not −0.
  return 0 - compensatedSum(Array.from(p, (pk) => xLogY(pk, pk)));
}
