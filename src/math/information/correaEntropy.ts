import { compensatedMean } from "../numeric/compensatedMean.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";
import { orderedSample } from "./spacings.js";
import type { SpacingOptions } from "./spacings.js";

/**
 * Differential entropy estimated by local regressions of rank on value: a smoother slope than one gap gives.
 *
 *     Ĥ = −(1/N) Σᵢ ln[Σⱼ (x₍ⱼ₎ − x̄ᵢ)(j − i) / (N Σⱼ (x₍ⱼ₎ − x̄ᵢ)²)],   j = i−m … i+m,  x̄ᵢ their mean
 *
 * Shapes  samples [N] → scalar.
 * Units   nats. −Infinity where 2m + 1 samples are equal.
 * Errors  DomainError if a sample is not finite, or the window is not a whole number from 1 to below N/2.
 * Source  Correa, "A New Estimator of Entropy" (1995), Commun. Stat. Theory Methods 24.
 */
export function correaEntropy(samples: Vector, options: SpacingOptions = {}): number {
  const { size, window, at, logUnit } = orderedSample(samples, options);
  const offsets = Array.from({ length: 2 * window + 1 }, (_, j) => j - window);
  return (
    logUnit +
    compensatedMean(
      Array.from({ length: size }, (_, i) => {
        const values = offsets.map((offset) => at(i + offset));
        // Equal neighbours: the slope of rank on value is infinite.
        if (values[0] === values.at(-1)) return -Infinity;
        const mean = compensatedMean(values);
        const rise = compensatedSum(offsets.map((offset, j) => (values[j]! - mean) * offset));
        const run = size * compensatedSum(values.map((value) => (value - mean) ** 2));
        return Math.log(run / rise);
      }),
    )
  );
}
