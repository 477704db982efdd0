import { HALF_LOG_TWO_PI } from "../constants.js";
import { logGamma } from "./logGamma.js";
import { stirlingSeries } from "./stirlingSeries.js";

/**
 * What Stirling's formula leaves out.
 *
 *     δ(x) = ln Γ(x) − [(x−½) ln x − x + ½ ln 2π] = Σ B₂ₖ / (2k(2k−1) x^{2k−1})
 *
 * Errors  DomainError if x is not positive.
 * Source  DLMF 5.11.1; C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
export function stirlingError(x: number): number {
  return x < 10 ? logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI) : stirlingSeries(x);
}
