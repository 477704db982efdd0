import { checkIsNumber } from "../numeric/checks.js";
/**
 * Nats to bits: x / ln 2, since log₂ p = ln p / ln 2.
 *
 * Source  Cover & Thomas (2006), §2.1.
 */
export function natsToBits(nats: number): number {
  checkIsNumber("nats", nats);
  return nats / Math.LN2;
}
