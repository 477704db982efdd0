import { compensatedSum } from "../../math/numeric/compensatedSum.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { finiteNumbersOf, numbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { RegressionFamily } from "../models/regression/index.js";
import type { PreparedFit } from "./prepareFit.js";
import { spreadOf } from "./weightedColumns.js";

/** What is known of each target: it lies from low to high, and where both are the same it was seen. */
export interface Observations {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The least and the greatest that a target of a family may be, where one may be censored. */
const ends = {
  real: [-Infinity, Infinity],
  positive: [0, Infinity],
  count: [0, Infinity],
} as const;

/**
 * Checks the targets, and what is above them where some are censored.
 *
 * Errors  DomainError where a target that was seen is none of the family, an interval is empty or says nothing, or the
 *         family has no likelihood of an interval.
 */
export function observationsOf(
  family: RegressionFamily,
  targets: Numbers,
  upperTargets: Numbers | undefined,
): Observations {
  if (upperTargets === undefined) {
    const low = finiteNumbersOf("targets", targets);
    low.forEach((target, n) => family.checkTarget(`targets[${n}]`, target));
    return { low, high: low };
  }
  const low = numbersOf("targets", targets);
  const { kind, logIntervalProbability } = family;
  if (logIntervalProbability === undefined || kind === "proportion") {
    throw new DomainError(
      `upperTargets are for families that know how likely an interval is: heteroscedasticNormal, logNormal, weibull, poisson, negativeBinomial; got ${family.name}`,
    );
  }
  const high = numbersOf("upperTargets", upperTargets);
  if (high.length !== low.length) {
    throw new DomainError(
      `upperTargets must be as many as targets, ${low.length}, got ${high.length}`,
    );
  }
  const [least, greatest] = ends[kind];
  low.forEach((from, n) => {
    const to = high[n]!;
    const row = `targets[${n}] and upperTargets[${n}]`;
    if (from === to) return family.checkTarget(`targets[${n}]`, from);
    if (!(from < to && from >= least)) {
      throw new DomainError(
        `${row} must be the ends of an interval of at least ${least}, got ${from} and ${to}`,
      );
    }
    if (from === least && to === greatest) {
      throw new DomainError(
        `${row} must say something of the target, got ${from} and ${to}; leave the example out`,
      );
    }
    for (const end of [from, to]) {
      if (kind !== "count" || end === Infinity || Number.isInteger(end)) continue;
      throw new DomainError(`${row} must be counts, got ${from} and ${to}`);
    }
  });
  return { low, high };
}

/** A number in each interval, for scales and starts: the one that was seen, the middle, or the end that is known. */
export const pointsWithin = ({ low, high }: Observations): Float64Array =>
  low.map((from, n) => {
    const to = high[n]!;
    if (to === Infinity) return from;
    return from === -Infinity ? to : from + 0.5 * (to - from);
  });

/** The share of weight on targets whose likelihood is a density. */
function densityShare(
  family: RegressionFamily,
  { low, high }: Observations,
  weights: Float64Array,
): number {
  const isMass = (n: number): boolean => low[n] !== high[n] || (family.isMass?.(low[n]!) ?? false);
  const dense = compensatedSum(weights.map((w, n) => (isMass(n) ? 0 : w)));
  return dense / compensatedSum(weights);
}

/** Targets in a unit of their own, and what the unit means to outputs and likelihood. */
export function standardiseObservations(
  family: RegressionFamily,
  { targets: points, weights, offset }: PreparedFit,
  observations: Observations,
) {
  const { mean, deviation, constant } = spreadOf(points, weights);
  if (constant) {
    throw new DomainError(
      `targets must hold at least two different values to fit ${family.name}, all are ${points[0]}`,
    );
  }
  const { low, high } = observations;
  // A mass, as of a censored target, has no unit; a density has.
  const dense = densityShare(family, observations, weights);
  if (family.kind === "real") {
    const scaled = (y: number): number => (y - mean) / deviation;
    return {
      family: family.inUnit?.(mean, deviation) ?? family,
      observations: { low: low.map(scaled), high: high.map(scaled) },
      centre: mean,
      scale: deviation,
      shift: Math.log(deviation),
      logJacobian: dense * Math.log(deviation),
      start: family.start(0, 1, 0),
    };
  }
  if (family.kind === "positive") {
    const meanLog = spreadOf(points.map(Math.log), weights).mean;
    const scaled = (y: number): number => Math.exp(Math.log(y) - meanLog);
    return {
      family,
      observations: { low: low.map(scaled), high: high.map(scaled) },
      centre: 0,
      scale: 1,
      shift: meanLog,
      logJacobian: dense * meanLog,
      start: family.start(1, 1, 0),
    };
  }
  const share = compensatedSum(weights.map((w, n) => (points[n] === 0 ? w : 0)));
  const start = family.start(mean, deviation ** 2, share / compensatedSum(weights));
  start[0]! -= spreadOf(offset, weights).mean;
  return { family, observations, centre: 0, scale: 1, shift: 0, logJacobian: 0, start };
}
