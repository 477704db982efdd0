import { sampleLogGamma } from "./sampleGamma.js";
import type { Rng } from "./rng.js";

/**
 * A number from the beta distribution: X/(X+Y) with X ∼ Gamma(a), Y ∼ Gamma(b), formed from
 * logarithms so that two tiny gammas do not become 0/0.
 */
export function sampleBeta(rng: Rng, a: number, b: number): number {
  const x = sampleLogGamma(rng, a);
  const y = sampleLogGamma(rng, b);
  // Neither gamma has a logarithm: the greater one is as good as all, with the share of its shape.
  if (x === -Infinity && y === -Infinity) return rng.uniform() < a / (a + b) ? 1 : 0;
  return 1 / (1 + Math.exp(y - x));
}
