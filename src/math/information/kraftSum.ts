import { checkInteger, checkNotEmpty } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";

/**
 * Kraft's sum of code lengths: a prefix code with these lengths exists exactly where it is at most 1.
 *
 *     Σₖ D^{−lₖ}
 *
 * Shapes  lengths [K], alphabet size D (2 by default) → scalar.
 * Errors  DomainError if a length is not a whole number ≥ 0 or D is not one ≥ 2.
 * Source  Kraft (1949); Cover & Thomas (2006), theorem 5.2.1.
 */
export function kraftSum(lengths: Vector, alphabetSize: number = 2): number {
  checkNotEmpty("lengths", lengths);
  checkInteger("alphabetSize", alphabetSize, 2);
  for (let k = 0; k < lengths.length; k++) checkInteger(`lengths[${k}]`, lengths[k]!, 0);
  return compensatedSum(Array.from(lengths, (length) => alphabetSize ** -length));
}
