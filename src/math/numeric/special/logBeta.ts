import { checkIsNumber } from "../checks.js";
import { HALF_LOG_TWO_PI } from "../constants.js";
import { DomainError } from "../domainError.js";
import { logGamma } from "./logGamma.js";
import { stirlingError } from "./stirlingError.js";

/**
 * The logarithm of the beta function.
 *
 *     ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b)
 *
 * With the larger argument ≥ 10 the large parts of Stirling's formula are taken off by hand.
 *
 * Errors  DomainError if a or b is not positive.
 * Source  DLMF 5.12.1 and 5.11.1.
 */
export function logBeta(a: number, b: number): number {
  checkIsNumber("a", a);
  checkIsNumber("b", b);
  if (!(a > 0)) throw new DomainError(`a must be positive, got ${a}`);
  if (!(b > 0)) throw new DomainError(`b must be positive, got ${b}`);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large === Infinity) return -Infinity;
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const sum = small + large;
  const correction = stirlingError(large) - stirlingError(sum);
  const power = -(large - 0.5) * Math.log1p(small / large) - small * Math.log(sum);
  if (small < 10) return logGamma(small) + correction + power + small;
  return (
    HALF_LOG_TWO_PI +
    stirlingError(small) +
    correction +
    small * -Math.log1p(large / small) -
    0.5 * Math.log(small) -
    (large - 0.5) * Math.log1p(small / large)
  );
}
