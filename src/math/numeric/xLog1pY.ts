import { checkIsNumber } from "./checks.js";
/**
 * x · ln(1 + y), where 0 · ln 0 is 0; exact where y is small.
 *
 * Source  Cover & Thomas, Elements of Information Theory (2006), §2.1 (the convention 0 log 0 = 0).
 */
export function xLog1pY(x: number, y: number): number {
  checkIsNumber("x", x);
  checkIsNumber("y", y);
  return x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y);
}
