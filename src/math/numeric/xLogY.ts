import { DomainError } from "./domainError.js";
import { checkIsNumber } from "./checks.js";
/**
 * x · ln y, where 0 · ln 0 is 0: an outcome that never happens adds nothing, whatever its probability.
 *
 * Errors  DomainError if y has no logarithm, or x is infinite where it is 0.
 * Source  Cover & Thomas, Elements of Information Theory (2006), §2.1 (the convention 0 log 0 = 0).
 */
export function xLogY(x: number, y: number): number {
  checkIsNumber("x", x);
  checkIsNumber("y", y);
  if (y < 0) throw new DomainError(`y must be at least 0, got ${y}`);
  if (Math.abs(x) === Infinity && y === 1)
    throw new DomainError(`x must be finite where the logarithm is 0, got ${x}`);
  return x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y);
}
