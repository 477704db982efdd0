import {
  checkFinite,
  checkIsList,
  checkOptions,
  checkPositive,
} from "../../math/numeric/checks.js";
import { checkDistribution } from "../../math/distributions/checkDistribution.js";
import type { UnivariateDistribution } from "../../math/distributions/distribution.js";
import { klDivergence } from "../../math/distributions/divergence/klDivergence.js";
import { normal } from "../../math/distributions/continuous/normal.js";
import { HALF_LOG_TWO_PI } from "../../math/numeric/constants.js";
import { DomainError } from "../../math/numeric/domainError.js";

type Normal = ReturnType<typeof normal>;

/** A normal model with the divergence that it reached, in nats. */
export interface NormalFit {
  readonly model: Normal;
  readonly divergence: number;
}

export interface ForwardReverseFits {
  /** argmin KL(p‖q): the mean and standard deviation of p itself. */
  readonly forward: NormalFit;
  /** argmin KL(q‖p): found by search from `starts`. */
  readonly reverse: NormalFit;
}

/**
 * The two normal models that the two directions of the divergence choose for a target p.
 *
 *     forward  argmin_q KL(p‖q) = normal(mean of p, standard deviation of p)
 *     reverse  argmin_q KL(q‖p), by compass search over (mean, ln standard deviation) from each start
 *
 * Params  starts: normal models to begin from, such as the components of a mixture; the best end wins.
 * Units   nats.
 * Errors  DomainError without a start, where one is no model, or when p has no finite variance.
 * Source  Bishop, PRML (2006), §10.1.2 and exercise 10.4.
 */
export function forwardReverseFits(
  p: UnivariateDistribution,
  starts: readonly { readonly mean: number; readonly standardDeviation: number }[],
): ForwardReverseFits {
  checkDistribution("p", p);
  checkIsList("starts", starts);
  starts.forEach((start, i) => {
    checkOptions(`starts[${i}]`, start, ["mean", "standardDeviation"]);
    checkFinite(`starts[${i}].mean`, start.mean);
    checkPositive(`starts[${i}].standardDeviation`, start.standardDeviation);
  });
  if (starts.length === 0) throw new DomainError("starts must hold at least one model, got none");
  const variance = p.variance();
  if (!(variance > 0 && Number.isFinite(variance))) {
    throw new DomainError(`p must have a finite positive variance, got ${variance}`);
  }
  const covering = normal({ mean: p.mean(), standardDeviation: Math.sqrt(variance) });
  const ends = starts.map((start) => reverseFrom(p, start));
  return {
    forward: { model: covering, divergence: klDivergence(p, covering) },
    reverse: ends.reduce((best, end) => (end.divergence < best.divergence ? end : best)),
  };
}

function reverseFrom(
  p: UnivariateDistribution,
  start: { readonly mean: number; readonly standardDeviation: number },
): NormalFit {
  let at: readonly [number, number] = [start.mean, Math.log(start.standardDeviation)];
  let value = reverseDivergence(p, at);
  let step = 0.5;
  while (step > 1e-6) {
    const [m, s] = at;
    const width = Math.exp(s);
    const neighbours: (readonly [number, number])[] = [
      [m + step * width, s],
      [m - step * width, s],
      [m, s + step],
      [m, s - step],
    ];
    const better = neighbours
      .map((neighbour) => ({ place: neighbour, value: reverseDivergence(p, neighbour) }))
      .reduce((best, next) => (next.value < best.value ? next : best));
    if (better.value < value) ({ place: at, value } = better);
    else step /= 2;
  }
  const model = normal({ mean: at[0], standardDeviation: Math.exp(at[1]) });
  return { model, divergence: value };
}

/**
 * KL(normal ‖ p) = −h(normal) − E[ln p(m + s t)], t standard normal. The trapezoidal rule on [−9, 9] is exact to
 * rounding for smooth ln p, because the weight and all its derivatives vanish at both ends.
 */
function reverseDivergence(p: UnivariateDistribution, [m, s]: readonly [number, number]): number {
  const width = Math.exp(s);
  const nodes = 145;
  const h = 18 / (nodes - 1);
  let expectation = 0;
  for (let i = 0; i < nodes; i++) {
    const t = -9 + h * i;
    const log = p.logProb(m + width * t);
    // Where p has nothing a normal has something.
    if (log === -Infinity) return Infinity;
    expectation += Math.exp(-0.5 * t * t) * log;
  }
  expectation *= h / Math.sqrt(2 * Math.PI);
  return -(s + 0.5 + HALF_LOG_TWO_PI) - expectation;
}
