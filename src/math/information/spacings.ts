import { checkAllFinite, checkInteger, checkNotEmpty, checkOptions } from "../numeric/checks.js";
import { DomainError } from "../numeric/domainError.js";
import type { Vector } from "../numeric/vector.js";

export interface SpacingOptions {
  /** m, how many neighbours to each side; ⌊√N + ½⌋ by default. */
  readonly window?: number;
}

/** The sample in order, its size and the window; `at(i)` repeats the ends. */
export interface OrderedSample {
  readonly size: number;
  readonly window: number;
  at(i: number): number;
}

/** A sample made ready for the estimators of differential entropy from spacings. */
export function orderedSample(samples: Vector, options: SpacingOptions): OrderedSample {
  checkOptions("the entropy estimator", options, ["window"]);
  checkNotEmpty("samples", samples);
  checkAllFinite("samples", samples);
  const size = samples.length;
  const window = options.window ?? Math.floor(Math.sqrt(size) + 0.5);
  checkInteger("window", window, 1);
  if (!(2 * window < size)) {
    throw new DomainError(
      `window must be less than half the ${size} samples, got ${window}; more samples are needed or a smaller window`,
    );
  }
  const sorted = Float64Array.from(samples).sort();
  return { size, window, at: (i) => sorted[Math.min(Math.max(i, 0), size - 1)]! };
}
