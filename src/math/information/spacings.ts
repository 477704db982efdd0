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
  /** ln of the unit that `at` is in: what the entropy of the samples themselves has more. */
  readonly logUnit: number;
}

/** A sample made ready for the estimators of differential entropy from spacings. */
export function orderedSample(samples: Vector, options: SpacingOptions): OrderedSample {
  checkOptions("the entropy estimator", options, ["window"]);
  checkNotEmpty("samples", samples);
  checkAllFinite("samples", samples);
  const size = samples.length;
  const window = options.window === undefined ? Math.floor(Math.sqrt(size) + 0.5) : options.window;
  checkInteger("window", window, 1);
  if (!(2 * window < size)) {
    throw new DomainError(
      `window must be less than half the ${size} samples, got ${window}; more samples are needed or a smaller window`,
    );
  }
  const sorted = Float64Array.from(samples).sort();
  const exponent = exponentOf(sorted);
  if (exponent !== 0) sorted.forEach((x, i) => (sorted[i] = x * 2 ** -exponent));
  const at = (i: number): number => sorted[Math.min(Math.max(i, 0), size - 1)]!;
  return { size, window, at, logUnit: exponent * Math.LN2 };
}

/** The power of two that samples are divided by where the squares of their distances might have no double; else 0. */
function exponentOf(sorted: Float64Array): number {
  const [first, last] = [sorted[0]!, sorted[sorted.length - 1]!];
  const span = last - first;
  if (span === 0 || (span > 1e-100 && span < 1e100)) return 0;
  const greatest = Math.max(Math.abs(first), Math.abs(last));
  return Math.min(1000, Math.max(-1000, Math.round(Math.log2(greatest))));
}
