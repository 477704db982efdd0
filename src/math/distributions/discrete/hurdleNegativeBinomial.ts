import type { Vector } from "../../numeric/vector.js";
import { family } from "../family.js";
import type { Univariate } from "../univariate.js";
import type { NegativeBinomialParameters } from "./negativeBinomial.js";
import { checkShare, countsOf, positiveCounts, withZeros } from "./zeroModified.js";
import {
  fitZeroTruncatedNegativeBinomial,
  zeroTruncatedNegativeBinomial,
} from "./zeroTruncatedNegativeBinomial.js";

export interface HurdleNegativeBinomialParameters extends NegativeBinomialParameters {
  /** π: the probability of 0, whatever the mean. */
  readonly zeroProbability: number;
}

function create(
  parameters: HurdleNegativeBinomialParameters,
): Univariate<HurdleNegativeBinomialParameters> {
  const { zeroProbability, mean, size } = parameters;
  checkShare("zeroProbability", zeroProbability);
  const counts = zeroTruncatedNegativeBinomial({ mean, size });
  return withZeros("hurdleNegativeBinomial", parameters, zeroProbability, counts);
}

/**
 * First whether there is anything to count, then how often: 0 with its own probability, above it a truncated
 * negative binomial.
 *
 *     P(0) = π,  P(k) = (1−π) p(k)/(1 − p(0));   mean (1−π)μ, variance (1−π)(v + πμ²)
 *
 * p is the negative binomial of `mean` and `size`; μ and v are those of `zeroTruncatedNegativeBinomial`. The entropy
 * and the divergences are sums, to 1e-11.
 * Fit     π is the share of zeros, the rest the fit of the others.
 * Loss    none of its own; with features, `hurdleNegativeBinomialRegression`.
 * Errors  DomainError if π is outside [0, 1], or the mean or size not positive; fit: as
 *         `zeroTruncatedNegativeBinomial`, or if all are 0.
 * Source  Mullahy (1986), J. Econometrics 33; Cameron & Trivedi (2013), §4.3.
 */
export const hurdleNegativeBinomial = family(
  "hurdleNegativeBinomial",
  ["zeroProbability", "mean", "size"],
  create,
  {
    fit(data: Vector, weights?: Vector): Univariate<HurdleNegativeBinomialParameters> {
      const checked = countsOf(data, weights);
      const positive = positiveCounts(checked, "hurdleNegativeBinomial");
      const inner = fitZeroTruncatedNegativeBinomial(
        positive.data,
        positive.weights,
        "hurdleNegativeBinomial",
      ).parameters;
      return create({ zeroProbability: checked.zeros, ...inner });
    },
  },
);
