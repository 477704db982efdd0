import { checkRng } from "../../math/random/checkRng.js";
import { checkCount, checkPositive } from "../../math/numeric/checks.js";
import type { Rng } from "../../math/random/rng.js";
import { sampleGamma } from "../../math/random/sampleGamma.js";

/**
 * The noise of private empirical risk minimisation: a vector with density ∝ e^{−β‖b‖₂}.
 *
 *     ‖b‖ ∼ Gamma(shape d, rate β),  direction uniform on the sphere
 *
 * It is not Laplace noise on each coordinate, whose density falls with ‖b‖₁.
 */
export function privateNoise(rng: Rng, dimension: number, beta: number): Float64Array {
  checkRng(rng);
  checkCount("dimension", dimension, 1);
  checkPositive("beta", beta);
  const length = sampleGamma(rng, dimension) / beta;
  const direction = Float64Array.from({ length: dimension }, () => rng.normal());
  const size = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
  return direction.map((value) => (length * value) / size);
}
