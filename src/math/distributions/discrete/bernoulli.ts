import { checkProbability } from "../../numeric/checks.js";
import { eventDivergence } from "../../numeric/special/deviance.js";
import { xLogY } from "../../numeric/xLogY.js";
import { binaryCrossEntropyWithLogits } from "../../losses/classification/binaryCrossEntropyWithLogits.js";
import type { Vector } from "../../numeric/vector.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface BernoulliParameters {
  /** The probability of 1. */
  readonly probability: number;
}

function create(parameters: BernoulliParameters): Univariate<BernoulliParameters> {
  const { probability } = parameters;
  checkProbability("probability", probability);
  const failure = 1 - probability;
  return univariate({
    name: "bernoulli",
    parameters,
    support: { kind: "integer", lower: 0, upper: 1 },
    logProb: (x) => (x === 1 ? Math.log(probability) : Math.log1p(-probability)),
    tails: () => ({ lower: failure, upper: probability }),
    quantile: (u) => (u <= failure ? 0 : 1),
    mean: () => probability,
    variance: () => probability * failure,
    entropy: () =>
      0 -
      xLogY(probability, probability) -
      (failure === 0 ? 0 : failure * Math.log1p(-probability)),
    sample: (rng) => (rng.uniform() < probability ? 1 : 0),
    closedKlDivergence(q) {
      const other = parametersOf<BernoulliParameters>(q, "bernoulli");
      if (other === undefined) return undefined;
      return eventDivergence(probability, other.probability);
    },
  });
}

/**
 * One trial with two outcomes, 1 and 0.
 *
 *     P(1) = p,  P(0) = 1 − p;   mean p, variance p(1−p), entropy −p ln p − (1−p) ln(1−p)
 *     KL(p‖q) = p ln(p/q) + (1−p) ln((1−p)/(1−q))
 *
 * Fit     p is the mean of the data.
 * Loss    binaryCrossEntropyWithLogits on the logit: y·softplus(−z) + (1−y)·softplus(z).
 * Errors  DomainError if the probability is outside [0, 1].
 * Source  Johnson, Kemp & Kotz, Univariate Discrete Distributions (2005), §3.
 */
export const bernoulli = family("bernoulli", ["probability"], create, {
  domains: { probability: "probability" } as const,
  fit(data: Vector, weights?: Vector): Univariate<BernoulliParameters> {
    const { average } = weightedData(data, weights, (x) => x === 0 || x === 1, "0 or 1");
    return create({
      probability: Math.min(
        1,
        average((x) => x),
      ),
    });
  },
  loss: binaryCrossEntropyWithLogits,
});
