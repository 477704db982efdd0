import { checkNoNaN, checkLabel } from "./checks.js";
import { DomainError } from "./domainError.js";
import { softmax } from "./softmax.js";
import type { Vector } from "./vector.js";

/**
 * softmax over the classes other than `excluded`: pⱼ / (1 − pₖ), exact also where 1 − pₖ underflows; 0 at `excluded`.
 *
 * Where all other logits are −Infinity the others share equally, the limit when they fall together.
 * Shapes  logits [K], excluded 0 … K − 1 → [K].
 * Errors  DomainError if logits are empty, NaN or +Infinity, or excluded is none of their places or the
 *         only one.
 * Source  Bishop, PRML (2006), eq. 4.62, conditioned on "not class k".
 */
export function conditionalSoftmax(logits: Vector, excluded: number): number[] {
  checkNoNaN("logits", logits);
  checkLabel("excluded", excluded, logits.length);
  if (logits.length === 1) {
    throw new DomainError("logits must be of at least two classes, got the one that is excluded");
  }
  const others = Array.from(logits).filter((_, j) => j !== excluded);
  const shares = others.some((logit) => logit > -Infinity)
    ? softmax(others)
    : others.map(() => 1 / others.length);
  shares.splice(excluded, 0, 0);
  return shares;
}
