import { DomainError } from "../numeric/domainError.js";
import { logBinomialKernel } from "../numeric/special/logKernels.js";
import type { Rng } from "./rng.js";

/** Jumps from success to success: the gaps are geometric. */
function sampleFewSuccesses(rng: Rng, trials: number, probability: number): number {
  const logFailure = Math.log1p(-probability);
  let count = -1;
  let position = 0;
  do {
    count++;
    position += Math.floor(Math.log1p(-rng.uniform()) / logFailure) + 1;
  } while (position <= trials);
  return count;
}

/** Hörmann's transformed rejection (BTRS), for probability ≤ ½ and mean ≥ 10. */
function sampleManySuccesses(rng: Rng, trials: number, probability: number): number {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((trials + 1) * probability);
  const logMass = (count: number) =>
    logBinomialKernel(count, trials - count, probability, 1 - probability);
  const logMassAtMode = logMass(mode);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = 1 - rng.uniform();
    const distance = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / distance + b) * u + centre);
    if (count < 0 || count > trials) continue;
    if (distance >= 0.07 && v <= squeeze) return count;
    const density = Math.log((v * alpha) / (a / (distance * distance) + b));
    if (density <= logMass(count) - logMassAtMode) return count;
  }
}

/**
 * A count of successes from the binomial distribution.
 *
 * Errors  DomainError if trials is not a non-negative integer or probability is outside [0, 1].
 * Source  W. Hörmann, "The generation of binomial random variates" (1993).
 */
export function sampleBinomial(rng: Rng, trials: number, probability: number): number {
  if (!(Number.isSafeInteger(trials) && trials >= 0)) {
    throw new DomainError(`trials must be a non-negative integer, got ${trials}`);
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw new DomainError(`probability must be in [0, 1], got ${probability}`);
  }
  if (probability > 0.5) return trials - sampleBinomial(rng, trials, 1 - probability);
  if (probability === 0 || trials === 0) return 0;
  return trials * probability < 10
    ? sampleFewSuccesses(rng, trials, probability)
    : sampleManySuccesses(rng, trials, probability);
}
