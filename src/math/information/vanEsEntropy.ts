import { compensatedMean } from "../numeric/compensatedMean.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";
import { orderedSample } from "./spacings.js";
import type { SpacingOptions } from "./spacings.js";

/**
 * Differential entropy estimated from one-sided gaps, with the bias of the window taken off.
 *
 *     Ĥ = 1/(N−m) Σᵢ ln[(N+1)/m · (x₍ᵢ₊ₘ₎ − x₍ᵢ₎)] + Σ_{k=m}^{N} 1/k + ln m − ln(N+1)
 *
 * Shapes  samples [N] → scalar.
 * Units   nats. −Infinity where m + 1 samples are equal.
 * Errors  DomainError if a sample is not finite, or the window is not a whole number from 1 to below N/2.
 * Source  van Es, "Estimating Functionals Related to a Density by a Class of Statistics Based on Spacings" (1992), Scand. J. Statist. 19.
 */
export function vanEsEntropy(samples: Vector, options: SpacingOptions = {}): number {
  const { size, window, at, logUnit } = orderedSample(samples, options);
  const factor = (size + 1) / window;
  const gaps = Array.from({ length: size - window }, (_, i) =>
    Math.log(factor * (at(i + window) - at(i))),
  );
  const harmonic = Array.from({ length: size - window + 1 }, (_, k) => 1 / (window + k));
  return (
    logUnit +
    compensatedMean(gaps) +
    compensatedSum(harmonic) +
    Math.log(window) -
    Math.log(size + 1)
  );
}
