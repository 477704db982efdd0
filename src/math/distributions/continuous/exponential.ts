import { checkPositive } from "../../numeric/checks.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { EULER_GAMMA } from "../../numeric/constants.js";
import { DomainError } from "../../numeric/domainError.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { logRatio } from "../../numeric/special/logRatio.js";
import { gammaNegativeLogLikelihood } from "../../losses/regression/gammaNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleExponential } from "../../random/sampleExponential.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { isNonNegative, parametersOf, univariate, type Univariate } from "../univariate.js";

export interface ExponentialParameters {
  readonly rate: number;
}

function create(parameters: ExponentialParameters): Univariate<ExponentialParameters> {
  const { rate } = parameters;
  checkPositive("rate", rate);
  return univariate({
    name: "exponential",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb: (x) => Math.log(rate) - rate * x,
    tails: (x) => ({ lower: -Math.expm1(-rate * x), upper: Math.exp(-rate * x) }),
    logTails: (x) => ({ lower: log1mExp(-rate * x), upper: 0 - rate * x }),
    quantile: (u) => -Math.log1p(-u) / rate,
    mean: () => 1 / rate,
    variance: () => 1 / (rate * rate),
    meanLog: () => -EULER_GAMMA - Math.log(rate),
    varianceLog: () => Math.PI ** 2 / 6,
    entropy: () => 1 - Math.log(rate),
    sample: (rng) => sampleExponential(rng) / rate,
    closedKlDivergence(q) {
      const other = parametersOf<ExponentialParameters>(q, "exponential");
      return other === undefined ? undefined : expm1MinusX(logRatio(other.rate, rate));
    },
    closedCrossEntropyFrom: (p) =>
      isNonNegative(p) ? rate * p.mean() - Math.log(rate) : undefined,
  });
}

/**
 * Waiting times of events that come at a steady rate.
 *
 *     p(x) = λ e^{−λx};   mean 1/λ, variance 1/λ², entropy 1 − ln λ
 *     KL(p‖q) = ln(λ_p/λ_q) + λ_q/λ_p − 1;   −E_p[ln q] = λ E p − ln λ for any p on [0, ∞)
 *
 * Fit     1 / mean.
 * Loss    on z = ln of the mean: z + y e^{−z} (gammaNegativeLogLikelihood with shape 1).
 * Errors  DomainError if the rate is not positive.
 * Source  Johnson, Kotz & Balakrishnan 1 (1994), §19.
 */
export const exponential = family("exponential", ["rate"], create, {
  domains: { rate: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<ExponentialParameters> {
    const { average } = weightedData(data, weights, (x) => x >= 0, "at least 0");
    const mean = average((x) => x);
    if (!(mean > 0))
      throw new DomainError("data must have a positive mean to fit exponential, got 0");
    return create({ rate: 1 / mean });
  },
  loss: gammaNegativeLogLikelihood({ full: true }),
});
