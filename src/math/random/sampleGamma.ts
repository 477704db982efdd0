import { DomainError } from "../numeric/domainError.js";
import { sampleExponential } from "./sampleExponential.js";
import type { Rng } from "./rng.js";

/** Marsaglia and Tsang's method, for shape ≥ 1. */
function sampleLargeShape(rng: Rng, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - rng.uniform();
    if (Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

/**
 * The logarithm of a number from the gamma distribution with this shape and rate 1; it does not
 * underflow where the number itself would. For shape < 1, G(a) = G(a+1)·U^{1/a}.
 *
 * Source  G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables" (2000).
 */
export function sampleLogGamma(rng: Rng, shape: number): number {
  if (!(shape > 0)) throw new DomainError(`shape must be positive, got ${shape}`);
  if (shape >= 1) return Math.log(sampleLargeShape(rng, shape));
  return Math.log(sampleLargeShape(rng, shape + 1)) - sampleExponential(rng) / shape;
}

/** A number from the gamma distribution with this shape and rate 1. See `sampleLogGamma`. */
export function sampleGamma(rng: Rng, shape: number): number {
  if (shape >= 1) return sampleLargeShape(rng, shape);
  return Math.exp(sampleLogGamma(rng, shape));
}
