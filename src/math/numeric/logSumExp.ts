import { checkNotEmpty, checkNoNaN } from "./checks.js";
import type { Vector } from "./vector.js";

/**
 * ln Σₖ e^{zₖ} = m + log1p(Σ_{j≠a} e^{zⱼ−m}), with m = z_a the largest.
 *
 * All −∞ gives −Infinity, any +∞ gives +Infinity.
 * Errors  DomainError if there are no values or one is NaN.
 * Source  Blanchard, Higham & Higham, "Accurately computing the log-sum-exp and softmax functions" (2021), IMA J. Numer. Anal. 41.
 */
export function logSumExp(values: Vector): number {
  checkNotEmpty("values", values);
  checkNoNaN("values", values);
  let a = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[a]!) a = k;
  const max = values[a]!;
  if (!Number.isFinite(max)) return max;
  let rest = 0;
  for (let k = 0; k < values.length; k++) if (k !== a) rest += Math.exp(values[k]! - max);
  return max + Math.log1p(rest);
}
