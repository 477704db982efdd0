import { checkIsNumber } from "../checks.js";
import { DomainError } from "../domainError.js";
import { erfc, logErfc, scaledErfcFraction } from "./erf.js";
import { erfcInverse, erfInverse } from "./erfInverse.js";

/** Φ(z) = P(Z ≤ z) of the standard normal, ½ erfc(−z/√2); accurate in both tails as far as doubles go. */
export function normalCdf(z: number): number {
  checkIsNumber("z", z);
  // In the lower tail e^{−z²/2} is formed from z itself: rounding z/√2 would cost z² units.
  if (z < -2.2) {
    const high = Math.round(z * 0x2000000) / 0x2000000;
    if (z < -40) return 0;
    const exponential = Math.exp(-0.5 * high * high) * Math.exp(-0.5 * (z - high) * (z + high));
    return 0.5 * exponential * scaledErfcFraction(-z * Math.SQRT1_2);
  }
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

/** ln Φ(z), finite where Φ(z) underflows and not 0 where Φ(z) rounds to 1. */
export function logNormalCdf(z: number): number {
  checkIsNumber("z", z);
  if (z > 0) return Math.log1p(-normalCdf(-z));
  return logErfc(-z * Math.SQRT1_2) - Math.LN2;
}

/**
 * The z with Φ(z) = u.
 *
 * Errors  DomainError if u is outside [0, 1]; 0 and 1 give ∓Infinity.
 * Source  DLMF 7.17; see `erfInverse`.
 */
export function normalQuantile(u: number): number {
  checkIsNumber("u", u);
  if (!(u >= 0 && u <= 1)) throw new DomainError(`u must be in [0, 1], got ${u}`);
  // 2u − 1 has no rounding between ¼ and ¾; outside, the smaller tail keeps its digits.
  if (u >= 0.25 && u <= 0.75) return Math.SQRT2 * erfInverse(2 * u - 1);
  return u < 0.5 ? -Math.SQRT2 * erfcInverse(2 * u) : Math.SQRT2 * erfcInverse(2 * (1 - u));
}
