import { checkProbability } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import type { Tails } from "../../numeric/special/tails.js";
import type { Vector } from "../../numeric/vector.js";
import type { Rng } from "../../random/rng.js";
import type { UnivariateDistribution } from "../distribution.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { countData, type WeightedData } from "../fit/data.js";
import { univariate, type Univariate } from "../univariate.js";
import { discreteQuantile } from "./discreteQuantile.js";

// Counts whose zeros are cut off, too many, or decided first: what the families of them share.

/** Up to here a lower tail that is small is the sum of its masses. */
const FEW = 200;

const exponentials = ({ lower, upper }: Tails): Tails => ({
  lower: Math.exp(lower),
  upper: Math.exp(upper),
});

/** The moments of a count given that it is not 0. */
export interface PositiveMoments {
  readonly mean: number;
  readonly variance: number;
}

/** Draws until a count is not 0. */
export const untilPositive =
  (draw: (rng: Rng) => number) =>
  (rng: Rng): number => {
    for (;;) {
      const k = draw(rng);
      if (k > 0) return k;
    }
  };

/** A count given that it is not 0: P(k) = p(k)/(1 − p(0)). */
export function zeroTruncated<Parameters extends object>(
  name: string,
  parameters: Parameters,
  base: UnivariateDistribution,
  moments: PositiveMoments,
  sample?: (rng: Rng) => number,
): Univariate<Parameters> {
  const logZero = base.logProb(0);
  const logRest = base.logSurvival(0);
  const logProb = (k: number): number => base.logProb(k) - logRest;
  const logTails = (k: number): Tails => {
    const upper = Math.min(0, base.logSurvival(k) - logRest);
    if (upper < -Math.LN2) return { lower: log1mExp(upper), upper };
    // A small lower tail: summed, or where it is long, P(X ≤ k) − P(0), which is then far above P(0).
    const lower =
      k <= FEW
        ? logSumExp(Array.from({ length: k }, (_, i) => logProb(i + 1)))
        : base.logCdf(k) + log1mExp(logZero - base.logCdf(k)) - logRest;
    return { lower, upper: log1mExp(Math.min(0, lower)) };
  };
  const tails = (k: number): Tails => exponentials(logTails(k));
  const itself: Univariate<Parameters> = univariate({
    name,
    parameters,
    support: { kind: "integer", lower: 1, upper: Infinity },
    logProb,
    tails,
    logTails,
    quantile: (u) => discreteQuantile(tails, u, 1, Infinity, moments.mean),
    mean: () => moments.mean,
    variance: () => moments.variance,
    sample,
    // (H − h(P₀))/(1 − P₀), where that divides no error by little.
    entropy: () =>
      logRest > LOG_TENTH ? entropyBesideZero(base) / Math.exp(logRest) : entropyOf(itself),
  });
  return itself;
}

const LOG_TENTH = Math.log(0.1);

/** h(P₀) of the logarithms of P₀ and 1 − P₀. */
function binaryEntropy(logZero: number, logRest: number): number {
  const zero = logZero === -Infinity ? 0 : Math.exp(logZero) * logZero;
  const rest = logRest === -Infinity ? 0 : Math.exp(logRest) * logRest;
  return 0 - zero - rest;
}

/** H − h(P₀): what the entropy has beyond whether the count is 0. */
const entropyBesideZero = (counts: UnivariateDistribution): number =>
  Math.max(0, counts.entropy() - binaryEntropy(counts.logProb(0), counts.logSurvival(0)));

/** 0 with probability `atZero` beside what `counts` gives, a distribution of counts that may be 0 or may not. */
export function withZeros<Parameters extends object>(
  name: string,
  parameters: Parameters,
  atZero: number,
  counts: UnivariateDistribution,
): Univariate<Parameters> {
  const logZero = Math.log(atZero);
  const logRest = Math.log1p(-atZero);
  const logTails = (k: number): Tails => {
    const upper = logRest + counts.logSurvival(k);
    if (upper < -Math.LN2) return { lower: log1mExp(upper), upper };
    const lower = Math.min(0, logSumExp([logZero, logRest + counts.logCdf(k)]));
    return { lower, upper };
  };
  const tails = (k: number): Tails => exponentials(logTails(k));
  const mean = (): number => (atZero === 1 ? 0 : (1 - atZero) * counts.mean());
  const itself: Univariate<Parameters> = univariate({
    name,
    parameters,
    support: { kind: "integer", lower: 0, upper: atZero === 1 ? 0 : Infinity },
    logProb(k) {
      const rest = logRest + counts.logProb(k);
      return k === 0 ? Math.min(0, logSumExp([logZero, rest])) : rest;
    },
    tails,
    logTails,
    quantile: (u) => discreteQuantile(tails, u, 0, Infinity, mean()),
    mean,
    variance() {
      if (atZero === 1) return 0;
      const apart = atZero === 0 ? 0 : atZero * counts.mean() ** 2;
      return (1 - atZero) * (counts.variance() + apart);
    },
    entropy() {
      if (atZero === 1) return 0;
      const zero = itself.logProb(0);
      return binaryEntropy(zero, log1mExp(zero)) + (1 - atZero) * entropyBesideZero(counts);
    },
    sample: (rng: Rng) => (rng.uniform() < atZero ? 0 : counts.sample(rng)),
  });
  return itself;
}

/** A share of zeros, in [0, 1]. */
export const checkShare = (name: string, share: number): void => checkProbability(name, share);

/** Checked counts with the share of zeros among them. */
export function countsOf(
  data: Vector,
  weights: Vector | undefined,
): WeightedData & { readonly zeros: number } {
  const checked = countData(data, weights, 0);
  return { ...checked, zeros: checked.average((x) => (x === 0 ? 1 : 0)) };
}

/** The counts that are not 0, with their weights. */
export function positiveCounts(
  { data, weights }: WeightedData,
  name: string,
): { readonly data: number[]; readonly weights: number[] } {
  const kept = Array.from(data, (_, i) => i).filter((i) => data[i] !== 0 && weights[i] !== 0);
  if (kept.length === 0) {
    throw new DomainError(`data must hold a count above 0 to fit ${name}, all are 0`);
  }
  return { data: kept.map((i) => data[i]!), weights: kept.map((i) => weights[i]!) };
}

/**
 * The share of extra zeros of greatest likelihood, from the fit of the counts above 0: what the zeros exceed those
 * of the fit by. Where they do not, it is 0, and the counts are to be fitted whole.
 */
export function inflationOf(zeros: number, counts: UnivariateDistribution): number {
  const expected = counts.prob(0);
  return Math.max(0, (zeros - expected) / counts.survival(0));
}
