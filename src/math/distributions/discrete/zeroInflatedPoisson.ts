import type { Vector } from "../../numeric/vector.js";
import { family } from "../family.js";
import type { Univariate } from "../univariate.js";
import { poisson, type PoissonParameters } from "./poisson.js";
import { checkShare, countsOf, inflationOf, positiveCounts, withZeros } from "./zeroModified.js";
import { fitZeroTruncatedPoisson } from "./zeroTruncatedPoisson.js";

export interface ZeroInflatedPoissonParameters extends PoissonParameters {
  /** π: the probability of a zero that no count decides. */
  readonly inflation: number;
}

function create(
  parameters: ZeroInflatedPoissonParameters,
): Univariate<ZeroInflatedPoissonParameters> {
  const { inflation, rate } = parameters;
  checkShare("inflation", inflation);
  return withZeros("zeroInflatedPoisson", parameters, inflation, poisson({ rate }));
}

/**
 * Poisson counts beside zeros of another cause: visits to a doctor, of those too who never go.
 *
 *     P(0) = π + (1−π) e^{−λ},  P(k) = (1−π) λᵏ e^{−λ}/k!;   mean (1−π)λ, variance (1−π)λ(1 + πλ)
 *
 * The entropy and the divergences are sums, to 1e-11.
 * Fit     λ from the counts above 0 alone (`zeroTruncatedPoisson`), π from how far the zeros exceed e^{−λ}; where
 *         they do not, π is 0 and λ the mean.
 * Loss    none of its own; with features, `zeroInflatedPoissonRegression`.
 * Errors  DomainError if π is outside [0, 1] or the rate negative; fit: as `zeroTruncatedPoisson`, or if all are 0.
 * Source  Lambert, "Zero-inflated Poisson regression" (1992), Technometrics 34.
 */
export const zeroInflatedPoisson = family("zeroInflatedPoisson", ["inflation", "rate"], create, {
  fit(data: Vector, weights?: Vector): Univariate<ZeroInflatedPoissonParameters> {
    const checked = countsOf(data, weights);
    const positive = positiveCounts(checked, "zeroInflatedPoisson");
    const { rate } = fitZeroTruncatedPoisson(
      positive.data,
      positive.weights,
      "zeroInflatedPoisson",
    ).parameters;
    const inflation = inflationOf(checked.zeros, poisson({ rate }));
    if (inflation > 0) return create({ inflation, rate });
    return create({ inflation: 0, rate: poisson.fit(data, checked.weights).parameters.rate });
  },
});
