import type { Vector } from "../../numeric/vector.js";
import { family } from "../family.js";
import type { Univariate } from "../univariate.js";
import { checkShare, countsOf, positiveCounts, withZeros } from "./zeroModified.js";
import {
  fitZeroTruncatedPoisson,
  zeroTruncatedPoisson,
  type ZeroTruncatedPoissonParameters,
} from "./zeroTruncatedPoisson.js";

export interface HurdlePoissonParameters extends ZeroTruncatedPoissonParameters {
  /** π: the probability of 0, whatever the rate. */
  readonly zeroProbability: number;
}

function create(parameters: HurdlePoissonParameters): Univariate<HurdlePoissonParameters> {
  const { zeroProbability, rate } = parameters;
  checkShare("zeroProbability", zeroProbability);
  return withZeros("hurdlePoisson", parameters, zeroProbability, zeroTruncatedPoisson({ rate }));
}

/**
 * First whether there is anything to count, then how often: 0 with its own probability, above it a truncated Poisson.
 *
 *     P(0) = π,  P(k) = (1−π) λᵏ e^{−λ}/(k!(1 − e^{−λ}));   mean (1−π)μ, variance (1−π)(v + πμ²)
 *
 * μ and v are those of `zeroTruncatedPoisson`. The entropy and the divergences are sums, to 1e-11.
 * Fit     π is the share of zeros, λ the fit of the others.
 * Loss    none of its own; with features, `hurdlePoissonRegression`.
 * Errors  DomainError if π is outside [0, 1] or the rate not positive; fit: as `zeroTruncatedPoisson`, or if all are 0.
 * Source  Mullahy, "Specification and testing of some modified count data models" (1986), J. Econometrics 33.
 */
export const hurdlePoisson = family("hurdlePoisson", ["zeroProbability", "rate"], create, {
  fit(data: Vector, weights?: Vector): Univariate<HurdlePoissonParameters> {
    const checked = countsOf(data, weights);
    const positive = positiveCounts(checked, "hurdlePoisson");
    const { rate } = fitZeroTruncatedPoisson(
      positive.data,
      positive.weights,
      "hurdlePoisson",
    ).parameters;
    return create({ zeroProbability: checked.zeros, rate });
  },
});
