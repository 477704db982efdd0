import { compensatedMean } from "../../../math/numeric/compensatedMean.js";
import { studentT } from "../../../math/distributions/continuous/studentT.js";
import { checkOpenInterval } from "../../../math/numeric/checks.js";

/** A mean with its interval. `intervalText` writes it. */
export interface MeanInterval {
  /** How many independent things the interval counts: rows, groups, or repetitions. */
  readonly count: number;
  readonly mean: number;
  /** Of the single values, with their number less one in the denominator. */
  readonly standardDeviation: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ConfidenceOptions {
  /** 0.95 by default. */
  readonly confidence?: number;
}

/** How far Student's interval reaches to each side, in standard errors. */
export function studentReach(confidence: number, degreesOfFreedom: number): number {
  checkOpenInterval("confidence", confidence, 0, 1);
  return -studentT({ location: 0, scale: 1, degreesOfFreedom }).quantile((1 - confidence) / 2);
}

/** The mean of at least two values, and their standard deviation. */
export function meanAndDeviation(values: Float64Array): {
  mean: number;
  standardDeviation: number;
} {
  const mean = compensatedMean(values);
  // By the largest distance, so that squares neither overflow nor vanish.
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  if (scale === 0) return { mean, standardDeviation: 0 };
  const squares = values.reduce((sum, value) => sum + ((value - mean) / scale) ** 2, 0);
  return { mean, standardDeviation: scale * Math.sqrt(squares / (values.length - 1)) };
}
