import type { Rng } from "./rng.js";

/** A number from the exponential distribution of rate 1: −ln(1 − U), which is never infinite. */
export function sampleExponential(rng: Rng): number {
  return -Math.log1p(-rng.uniform());
}
