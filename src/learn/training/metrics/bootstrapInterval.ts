import { checkRng } from "../../../math/random/checkRng.js";
import {
  checkCount,
  checkFunction,
  checkOpenInterval,
  checkOptions,
} from "../../../math/numeric/checks.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import type { Rng } from "../../../math/random/rng.js";

/** A statistic with its percentile interval. */
export interface BootstrapInterval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

export interface BootstrapOptions {
  /** 0.95 by default. */
  readonly confidence?: number;
  /** How many samples are drawn; 1,000 by default. */
  readonly resamples?: number;
  /** Told after each resample how many are done. */
  readonly onProgress?: (done: number, resamples: number) => void;
}

/** So many draws take about a second; for more a caller wants to see how far they are. */
const LONG = 5e7;

/**
 * A bootstrap percentile interval of a statistic of examples 0 … n − 1.
 *
 *     bootstrapInterval(rng(1), labels.length, (rows) => accuracy(pick(predicted, rows), pick(labels, rows)))
 *
 * Resamples on which the statistic is undefined (a class is missing) are drawn anew.
 *
 * Errors  DomainError if the statistic fails on all examples, or on more than half of what is drawn;
 *         if more than 5·10⁷ examples are drawn without `onProgress`.
 * Source  Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.
 */
export function bootstrapInterval(
  rng: Rng,
  examples: number,
  statistic: (rows: readonly number[]) => number,
  options: BootstrapOptions = {},
): BootstrapInterval {
  checkOptions("bootstrapInterval", options, ["confidence", "resamples", "onProgress"]);
  const { confidence = 0.95, resamples = 1000, onProgress } = options;
  checkRng(rng);
  checkFunction("statistic", statistic);
  checkCount("examples", examples, 1);
  checkCount("resamples", resamples, 1);
  checkOpenInterval("confidence", confidence, 0, 1);
  if (onProgress !== undefined) checkFunction("onProgress", onProgress);
  else if (examples * resamples > LONG) {
    throw new DomainError(
      `${resamples} resamples of ${examples} examples take seconds: give fewer resamples, or onProgress to see how far they are`,
    );
  }
  const estimate = statistic(Array.from({ length: examples }, (_, n) => n));
  const values: number[] = [];
  let failures = 0;
  while (values.length < resamples) {
    const rows: number[] = [];
    for (let n = 0; n < examples; n++) rows.push(rng.integer(examples));
    try {
      values.push(statistic(rows));
      onProgress?.(values.length, resamples);
    } catch (error) {
      if (!(error instanceof DomainError) || ++failures > resamples) throw error;
    }
  }
  values.sort((a, b) => a - b);
  const at = (u: number): number => {
    const place = u * (values.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, values.length - 1);
    return values[below]! + (place - below) * (values[above]! - values[below]!);
  };
  return { estimate, lower: at((1 - confidence) / 2), upper: at((1 + confidence) / 2) };
}
