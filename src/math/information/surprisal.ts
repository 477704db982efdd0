import { checkProbability } from "../numeric/checks.js";

/**
 * Surprisal of an outcome of probability p: 0 for the certain, more the rarer; it adds for independent outcomes.
 *
 *     s(p) = −ln p
 *
 * Units   nats (natsToBits for bits). +Infinity at p = 0.
 * Errors  DomainError if p is not between 0 and 1.
 * Source  Shannon (1948), §6; Cover & Thomas (2006), §2.1.
 */
export function surprisal(p: number): number {
  checkProbability("p", p);
  return 0 - Math.log(p);
}
