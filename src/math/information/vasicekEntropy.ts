import { compensatedMean } from "../numeric/compensatedMean.js";
import type { Vector } from "../numeric/vector.js";
import { orderedSample } from "./spacings.js";
import type { SpacingOptions } from "./spacings.js";

/**
 * Differential entropy estimated from the gaps between ordered samples.
 *
 *     Ĥ = (1/N) Σᵢ ln[N/(2m) · (x₍ᵢ₊ₘ₎ − x₍ᵢ₋ₘ₎)]      (beyond the ends, the ends)
 *
 * Shapes  samples [N] → scalar.
 * Units   nats. −Infinity where 2m + 1 samples are equal.
 * Errors  DomainError if a sample is not finite, or the window is not a whole number from 1 to below N/2.
 * Source  Vasicek, "A Test for Normality Based on Sample Entropy" (1976), J. R. Stat. Soc. B 38.
 */
export function vasicekEntropy(samples: Vector, options: SpacingOptions = {}): number {
  const { size, window, at, logUnit } = orderedSample(samples, options);
  const factor = size / (2 * window);
  return (
    logUnit +
    compensatedMean(
      Array.from({ length: size }, (_, i) => Math.log(factor * (at(i + window) - at(i - window)))),
    )
  );
}
