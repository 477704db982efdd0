import { compensatedMean } from "../numeric/compensatedMean.js";
import type { Vector } from "../numeric/vector.js";
import { orderedSample } from "./spacings.js";
import type { SpacingOptions } from "./spacings.js";

/**
 * Vasicek's estimate with gaps at the ends counted for what they are.
 *
 *     Ĥ = (1/N) Σᵢ ln[N/(cᵢ m) · (x₍ᵢ₊ₘ₎ − x₍ᵢ₋ₘ₎)],   cᵢ = 1 + (i−1)/m, 2 in the middle, 1 + (N−i)/m at the end
 *
 * Shapes  samples [N] → scalar.
 * Units   nats. −Infinity where 2m + 1 samples are equal.
 * Errors  DomainError if a sample is not finite, or the window is not a whole number from 1 to below N/2.
 * Source  Ebrahimi, Pflughoeft & Soofi, "Two Measures of Sample Entropy" (1994), Stat. Probab. Lett. 20.
 */
export function ebrahimiEntropy(samples: Vector, options: SpacingOptions = {}): number {
  const { size, window, at, logUnit } = orderedSample(samples, options);
  return (
    logUnit +
    compensatedMean(
      Array.from({ length: size }, (_, i) => {
        const reach = Math.min(i, size - 1 - i, window);
        const c = 1 + reach / window;
        return Math.log((size / (c * window)) * (at(i + window) - at(i - window)));
      }),
    )
  );
}
