import type { Jet } from "../jet.js";

/** Where targets lie, and so what is their unit: real numbers a deviation, positive ones their geometric mean. */
export type TargetKind = "real" | "positive" | "count" | "proportion";

/** A distribution of y whose K parameters are raw outputs of a linear model each. */
export interface RegressionFamily {
  readonly name: string;
  readonly kind: TargetKind;
  /** The raw outputs, the location first. */
  readonly outputs: readonly string[];
  /** Outputs that depend on the features where nothing else is asked for; the others are constants. */
  readonly onFeatures: readonly string[];
  /** What a unit of y adds to each output: 1 for one in the unit of ln y, 0 for one without a unit; a real location scales. */
  readonly unitShift: readonly number[];
  /** Where the outputs begin, given the mean and the variance of the targets in their unit. */
  start(mean: number, variance: number, zeros: number): number[];
  /** ln p(y | outputs), with all constants. */
  logProbability(outputs: readonly Jet[], target: number): Jet;
  /** ln P(low ≤ y ≤ high | outputs) for low < high, both ends may be infinite; where it is missing, no target may be censored. */
  logIntervalProbability?(outputs: readonly Jet[], low: number, high: number): Jet;
  /** E[y]; NaN-free: +Infinity where the mean is infinite, and a DomainError where there is none. */
  mean(outputs: readonly number[]): number;
  checkTarget(name: string, target: number): void;
  /** The family of (y − centre)/scale, where it has settings in the unit of y. */
  inUnit?(centre: number, scale: number): RegressionFamily;
  /** Whether the likelihood of a target is a mass where others have a density. */
  isMass?(target: number): boolean;
}
