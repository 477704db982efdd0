import {
  checkInteger,
  checkLogit,
  checkOptions,
  checkProbability,
  describeValue,
} from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { softplus } from "../../numeric/softplus.js";
import { eventDivergence } from "../../numeric/special/deviance.js";
import { incompleteBeta, logIncompleteBeta } from "../../numeric/special/incompleteBeta.js";
import { logBinomialKernel } from "../../numeric/special/logKernels.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleBinomial } from "../../random/sampleBinomial.js";
import { countData } from "../fit/data.js";
import { discreteQuantile } from "./discreteQuantile.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface BinomialParameters {
  readonly trials: number;
  /** The probability of a success. */
  readonly probability: number;
}

export interface BinomialLossOptions {
  readonly trials: number;
}

/** From this variance on the series of the entropy is right to 1e-13; a sum would be as long. */
const MANY = 1e6;

function create(parameters: BinomialParameters): Univariate<BinomialParameters> {
  const { trials, probability } = parameters;
  checkInteger("trials", trials, 0);
  checkProbability("probability", probability);
  const failure = 1 - probability;
  const tails = (k: number) => incompleteBeta(trials - k, k + 1, failure, probability);
  const itself: Univariate<BinomialParameters> = univariate({
    name: "binomial",
    parameters,
    support: { kind: "integer", lower: 0, upper: trials },
    logProb: (k) => logBinomialKernel(k, trials - k, probability, failure),
    tails,
    logTails: (k) => logIncompleteBeta(trials - k, k + 1, failure, probability),
    quantile: (u) => discreteQuantile(tails, u, 0, trials, trials * probability),
    mean: () => trials * probability,
    variance: () => trials * probability * failure,
    entropy() {
      const variance = trials * probability * failure;
      if (variance < MANY) return entropyOf(itself);
      const leading = Math.log(2 * Math.PI * probability * failure) + Math.log(trials) + 1;
      return leading / 2 + (4 * probability * failure - 1) / (12 * variance);
    },
    sample: (rng) => sampleBinomial(rng, trials, probability),
    closedKlDivergence(q) {
      const other = parametersOf<BinomialParameters>(q, "binomial");
      if (other?.trials !== trials) return undefined;
      return trials * eventDivergence(probability, other.probability);
    },
  });
  return itself;
}

/** −ln p(y) of y successes in n trials on the logit: y·softplus(−z) + (n−y)·softplus(z) − ln C(n, y), as one mass. */
function binomialLoss(options: BinomialLossOptions): LossFunction<number, number> {
  checkOptions("binomial.loss", options, ["trials"]);
  const { trials } = options;
  checkInteger("trials", trials, 1);
  const check = (target: number): void => {
    if (!(Number.isInteger(target) && target >= 0 && target <= trials)) {
      throw new DomainError(
        `target must be a whole number from 0 to ${trials}, got ${describeValue(target)}`,
      );
    }
  };
  return {
    name: "binomialLoss",
    value(prediction, target) {
      checkLogit("prediction", prediction);
      check(target);
      const failures = trials - target;
      // Where a probability underflows, its logarithm is the logit itself.
      if (Math.abs(prediction) > 600) {
        const ones = target === 0 ? 0 : target * softplus(-prediction);
        const zeros = failures === 0 ? 0 : failures * softplus(prediction);
        return ones + zeros - logBinomialKernel(target, failures, 0.5, 0.5) - trials * Math.LN2;
      }
      return 0 - logBinomialKernel(target, failures, sigmoid(prediction), sigmoid(-prediction));
    },
    gradient(prediction, target) {
      checkLogit("prediction", prediction);
      check(target);
      return (trials - target) * sigmoid(prediction) - target * sigmoid(-prediction);
    },
  };
}

/**
 * The number of successes in n independent trials.
 *
 *     P(k) = C(n, k) pᵏ (1−p)^{n−k};   mean np, variance np(1−p)
 *     cdf(k) = I_{1−p}(n−k, k+1);   KL(p‖q) = n·KL(Bernoulli) for the same n
 *
 * The entropy is a sum of P(k) ln P(k), to 1e-11; for a variance v ≥ 10⁶ the series ½ ln 2πev + (4p(1−p) − 1)/(12v) + ….
 * Fit     the share of successes; `trials` must be given.
 * Loss    `binomial.loss({ trials })` on the logit: y·softplus(−z) + (n−y)·softplus(z) − ln C(n, y).
 * Errors  DomainError if trials is not a whole number ≥ 0 or the probability is outside [0, 1].
 * Source  Johnson, Kemp & Kotz (2005), §3; the mass by Loader's method (2000); Knessl, "Integral
 *         representations and asymptotic expansions for Shannon and Rényi entropies" (1998).
 */
export const binomial = family("binomial", ["trials", "probability"], create, {
  domains: { probability: "probability" } as const,
  fitOptions: ["trials"],
  fit(
    data: Vector,
    weights: Vector | undefined,
    options: { readonly trials: number },
  ): Univariate<BinomialParameters> {
    const { trials } = options;
    checkInteger("trials", trials, 1);
    const { average } = countData(data, weights, 0, trials);
    return create({ trials, probability: Math.min(1, average((x) => x) / trials) });
  },
  loss: binomialLoss,
});
