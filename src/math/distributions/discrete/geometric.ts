import { checkInterval } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { eventDivergence } from "../../numeric/special/deviance.js";
import { xLogY } from "../../numeric/xLogY.js";
import { negativeBinomialNegativeLogLikelihood } from "../../losses/regression/negativeBinomialNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleExponential } from "../../random/sampleExponential.js";
import { countData } from "../fit/data.js";
import { discreteQuantile } from "./discreteQuantile.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface GeometricParameters {
  /** The probability of a success, in (0, 1]. */
  readonly probability: number;
}

function create(parameters: GeometricParameters): Univariate<GeometricParameters> {
  const { probability: p } = parameters;
  checkInterval("probability", p, 0, 1);
  if (p === 0) throw new DomainError("probability must be above 0 and at most 1, got 0");
  const failure = 1 - p;
  const logFailure = Math.log1p(-p);
  const tails = (k: number) => ({
    lower: -Math.expm1((k + 1) * logFailure),
    upper: Math.exp((k + 1) * logFailure),
  });
  return univariate({
    name: "geometric",
    parameters,
    support: { kind: "integer", lower: 0, upper: p === 1 ? 0 : Infinity },
    logProb: (k) => Math.log(p) + (k === 0 ? 0 : k * logFailure),
    tails,
    logTails: (k) => ({ lower: log1mExp((k + 1) * logFailure), upper: (k + 1) * logFailure }),
    quantile: (u) =>
      p === 1 ? 0 : discreteQuantile(tails, u, 0, Infinity, Math.log1p(-u) / logFailure - 1),
    mean: () => failure / p,
    variance: () => failure / (p * p),
    entropy: () => 0 - (xLogY(p, p) + (failure === 0 ? 0 : failure * logFailure)) / p,
    sample: (rng) => (p === 1 ? 0 : Math.floor(-sampleExponential(rng) / logFailure)),
    closedKlDivergence(q) {
      const other = parametersOf<GeometricParameters>(q, "geometric")?.probability;
      if (other === undefined) return undefined;
      return eventDivergence(p, other) / p;
    },
    closedCrossEntropyFrom: (q) =>
      q.support.kind === "integer" && q.support.lower >= 0 && p < 1
        ? -Math.log(p) - q.mean() * logFailure
        : undefined,
  });
}

/**
 * The number of failures before the first success.
 *
 *     P(k) = p(1−p)ᵏ, k = 0, 1, …;   mean (1−p)/p, variance (1−p)/p²
 *     entropy and KL are those of one Bernoulli trial, divided by p
 *
 * Fit     p = 1/(1 + mean).
 * Loss    on z = ln of the mean: the negative binomial's with size 1.
 * Errors  DomainError if the probability is not in (0, 1].
 * Source  Johnson, Kemp & Kotz (2005), §5.2.
 */
export const geometric = family("geometric", ["probability"], create, {
  domains: { probability: "probability" } as const,
  fit(data: Vector, weights?: Vector): Univariate<GeometricParameters> {
    const { average } = countData(data, weights, 0);
    return create({ probability: 1 / (1 + average((x) => x)) });
  },
  loss: negativeBinomialNegativeLogLikelihood({ size: 1, full: true }),
});
