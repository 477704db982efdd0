import { checkDistribution } from "../checkDistribution.js";
import { entropy as entropyOfVector } from "../../information/entropy.js";
import { isNumberList } from "../../numeric/checks.js";
import type { Vector } from "../../numeric/vector.js";
import type { Distribution } from "../distribution.js";

/**
 * Entropy, of a probability vector or of a distribution: the mean surprisal −E_p[ln p].
 *
 *     entropy([0.5, 0.5])                              // ln 2
 *     entropy(normal({ mean: 0, standardDeviation: 1 }))  // ½ ln 2πe
 *
 * Units   nats; of a continuous distribution the differential entropy, which may be negative.
 * Errors  DomainError as `information`'s entropy of a vector; if a quadrature does not settle.
 * Source  Cover & Thomas, Elements of Information Theory (2006), eq. 2.1 and 8.1.
 */
export function entropy(p: Vector): number;
export function entropy<X>(p: Distribution<X>): number;
export function entropy<X>(p: Vector | Distribution<X>): number {
  if (isNumberList(p)) return entropyOfVector(p);
  checkDistribution("p", p);
  return p.entropy();
}
