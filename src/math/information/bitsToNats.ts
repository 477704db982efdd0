import { checkIsNumber } from "../numeric/checks.js";
/**
 * Bits to nats: x · ln 2.
 *
 * Source  Cover & Thomas (2006), §2.1.
 */
export function bitsToNats(bits: number): number {
  checkIsNumber("bits", bits);
  return bits * Math.LN2;
}
