import { checkPositive } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { digamma } from "../../numeric/special/digamma.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { log1pMinusX } from "../../numeric/special/log1pMinusX.js";
import type { Vector } from "../../numeric/vector.js";
import { family } from "../family.js";
import { countData } from "../fit/data.js";
import type { Univariate } from "../univariate.js";
import { negativeBinomial, type NegativeBinomialParameters } from "./negativeBinomial.js";
import { untilPositive, zeroTruncated } from "./zeroModified.js";

/** E[k | k > 0] − 1 = (m − 1 + P₀)/(1 − P₀) with P₀ = (1 + m/r)^{−r}. */
function meanAboveOne(mean: number, size: number): number {
  const log = size * Math.log1p(mean / size);
  // m − 1 + e^{−L} = (e^{−L} − 1 + L) + (m − L)
  return (expm1MinusX(-log) - size * log1pMinusX(mean / size)) / -Math.expm1(-log);
}

function create(parameters: NegativeBinomialParameters): Univariate<NegativeBinomialParameters> {
  const { mean, size } = parameters;
  checkPositive("mean", mean);
  checkPositive("size", size);
  const base = negativeBinomial({ mean, size });
  const excess = meanAboveOne(mean, size);
  return zeroTruncated(
    "zeroTruncatedNegativeBinomial",
    parameters,
    base,
    {
      mean: 1 + excess,
      // E[k(k−1)]/E[k] = m(1 + 1/r)
      variance: (1 + excess) * (mean + mean / size - excess),
    },
    base.survival(0) < 0.4 ? undefined : untilPositive((rng) => base.sample(rng)),
  );
}

/** The m at which the counts above 0 have their mean, for a given r. */
function meanFor(size: number, excess: number): number {
  const equation = (t: number): number => meanAboveOne(Math.exp(t), size) - excess;
  const high = Math.log1p(excess);
  let low = high - 1;
  while (equation(low) > 0) low -= 1 + Math.abs(low - high);
  return Math.exp(findRoot(equation, low, high + 1e-12));
}

/** The fit itself; a family that has it as a part puts its own name into the errors. */
export function fitZeroTruncatedNegativeBinomial(
  data: Vector,
  weights: Vector | undefined,
  name: string,
): Univariate<NegativeBinomialParameters> {
  const { average } = countData(data, weights, 1);
  const excess = average((x) => x - 1);
  if (!(excess > 0)) {
    throw new DomainError(
      `data must hold a count above 1 to fit ${name}, all are 1: the mean falls to 0`,
    );
  }
  // d ln L/dr per count at the best m (the envelope theorem).
  const score = (t: number): number => {
    const r = Math.exp(t);
    const m = meanFor(r, excess);
    const logFailure = -Math.log1p(m / r);
    const zero = Math.exp(r * logFailure);
    const drift = logFailure + m / (r + m);
    return (
      average((x) => digamma(x + r) - digamma(r)) +
      logFailure +
      (m - 1 - excess) / (r + m) +
      (zero / -Math.expm1(r * logFailure)) * drift
    );
  };
  let low = 0;
  let high = 0;
  while (score(low) <= 0) {
    low -= 1;
    if (low < -12) {
      throw new DomainError(
        `data vary too much to fit ${name}: the size falls to 0, where the counts are a logarithmic series`,
      );
    }
  }
  while (score(high) > 0) {
    high += 1;
    if (high > 12) {
      throw new DomainError(
        `data vary too little to fit ${name}: the size grows without end; fit ${name.replace("NegativeBinomial", "Poisson")} instead`,
      );
    }
  }
  const size = Math.exp(findRoot(score, low, high, 1e-13));
  return create({ mean: meanFor(size, excess), size });
}

/**
 * Negative binomial counts of which the zeros are never seen.
 *
 *     P(k) = p(k)/(1 − P₀), k = 1, 2, …, with p the negative binomial of mean m and size r, P₀ = (r/(r+m))ʳ
 *     mean μ = m/(1 − P₀), variance μ(1 + m + m/r − μ)
 *
 * `mean` and `size` are those before the zeros were cut off. The entropy and the divergences are sums, to 1e-11.
 * Fit     m solves μ(m) = mean for a given r; r is where the profile likelihood is stationary.
 * Loss    none of its own; with features, `hurdleNegativeBinomialRegression` has it as a part.
 * Errors  DomainError if the mean or size is not positive; fit: if the counts vary no more than truncated Poisson
 *         ones (r grows without end) or more than a logarithmic series (r falls to 0).
 * Source  Johnson, Kemp & Kotz (2005), §5.11; Cameron & Trivedi (2013), §4.3.
 */
export const zeroTruncatedNegativeBinomial = family(
  "zeroTruncatedNegativeBinomial",
  ["mean", "size"],
  create,
  {
    fit: (data: Vector, weights?: Vector): Univariate<NegativeBinomialParameters> =>
      fitZeroTruncatedNegativeBinomial(data, weights, "zeroTruncatedNegativeBinomial"),
  },
);
