import { DomainError } from "../numeric/domainError.js";
import { logPoissonKernel } from "../numeric/special/logKernels.js";
import type { Rng } from "./rng.js";

/** Counts how many uniforms multiply to less than e^{−mean}. */
function sampleSmallMean(rng: Rng, mean: number): number {
  const limit = Math.exp(-mean);
  let product = rng.uniform();
  let count = 0;
  while (product > limit) {
    product *= rng.uniform();
    count++;
  }
  return count;
}

/**
 * A count from the Poisson distribution with this mean: by multiplication below 10, by Hörmann's
 * transformed rejection (PTRS) above.
 *
 * Errors  DomainError if the mean is negative or not finite.
 * Source  W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993).
 */
export function samplePoisson(rng: Rng, mean: number): number {
  if (!(mean >= 0 && mean < Infinity)) {
    throw new DomainError(`mean must be finite and not negative, got ${mean}`);
  }
  if (mean < 10) return sampleSmallMean(rng, mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = 1 - rng.uniform();
    const distance = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / distance + b) * u + mean + 0.43);
    if (distance >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (distance < 0.013 && v > distance)) continue;
    const density = Math.log((v * inverseAlpha) / (a / (distance * distance) + b));
    if (density <= logPoissonKernel(count, mean)) return count;
  }
}
