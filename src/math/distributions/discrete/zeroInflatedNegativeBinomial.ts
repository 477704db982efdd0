import type { Vector } from "../../numeric/vector.js";
import { family } from "../family.js";
import type { Univariate } from "../univariate.js";
import { negativeBinomial, type NegativeBinomialParameters } from "./negativeBinomial.js";
import { checkShare, countsOf, inflationOf, positiveCounts, withZeros } from "./zeroModified.js";
import { fitZeroTruncatedNegativeBinomial } from "./zeroTruncatedNegativeBinomial.js";

export interface ZeroInflatedNegativeBinomialParameters extends NegativeBinomialParameters {
  /** π: the probability of a zero that no count decides. */
  readonly inflation: number;
}

function create(
  parameters: ZeroInflatedNegativeBinomialParameters,
): Univariate<ZeroInflatedNegativeBinomialParameters> {
  const { inflation, mean, size } = parameters;
  checkShare("inflation", inflation);
  const counts = negativeBinomial({ mean, size });
  return withZeros("zeroInflatedNegativeBinomial", parameters, inflation, counts);
}

/**
 * Negative binomial counts beside zeros of another cause.
 *
 *     P(0) = π + (1−π) p(0),  P(k) = (1−π) p(k);   mean (1−π)μ, variance (1−π)(μ + μ²/r + πμ²)
 *
 * p is the negative binomial of mean μ and size r. The entropy and the divergences are sums, to 1e-11.
 * Fit     μ and r from the counts above 0 alone (`zeroTruncatedNegativeBinomial`), π from how far the zeros exceed
 *         p(0); where they do not, π is 0 and the fit that of `negativeBinomial`.
 * Loss    none of its own; with features, `zeroInflatedNegativeBinomialRegression`.
 * Errors  DomainError if π is outside [0, 1], or the mean or size not positive; fit: as
 *         `zeroTruncatedNegativeBinomial`, or if all are 0.
 * Source  Greene, "Accounting for excess zeros and sample selection" (1994); Cameron & Trivedi (2013), §4.4.
 */
export const zeroInflatedNegativeBinomial = family(
  "zeroInflatedNegativeBinomial",
  ["inflation", "mean", "size"],
  create,
  {
    fit(data: Vector, weights?: Vector): Univariate<ZeroInflatedNegativeBinomialParameters> {
      const checked = countsOf(data, weights);
      const positive = positiveCounts(checked, "zeroInflatedNegativeBinomial");
      const inner = fitZeroTruncatedNegativeBinomial(
        positive.data,
        positive.weights,
        "zeroInflatedNegativeBinomial",
      ).parameters;
      const inflation = inflationOf(checked.zeros, negativeBinomial(inner));
      if (inflation > 0) return create({ inflation, ...inner });
      return create({ inflation: 0, ...negativeBinomial.fit(data, checked.weights).parameters });
    },
  },
);
