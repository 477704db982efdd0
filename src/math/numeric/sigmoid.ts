import { checkIsNumber } from "./checks.js";
/**
 * The logistic sigmoid σ(z) = 1 / (1 + e⁻ᶻ), without overflow on either side.
 *
 * 1 − σ(z) is σ(−z): write it so, since the subtraction loses every digit for large z.
 * Source  Bishop, PRML (2006), §4.2, eq. 4.59 and 4.60.
 */
export function sigmoid(z: number): number {
  checkIsNumber("z", z);
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}
