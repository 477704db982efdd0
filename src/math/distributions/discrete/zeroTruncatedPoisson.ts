import { checkPositive } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import type { Vector } from "../../numeric/vector.js";
import { samplePoisson } from "../../random/samplePoisson.js";
import { family } from "../family.js";
import { countData } from "../fit/data.js";
import type { Univariate } from "../univariate.js";
import { poisson } from "./poisson.js";
import { untilPositive, zeroTruncated } from "./zeroModified.js";

export interface ZeroTruncatedPoissonParameters {
  /** λ of the Poisson counts before the zeros were cut off. */
  readonly rate: number;
}

/** E[k | k > 0] − 1 = (e^{−λ} − 1 + λ)/(1 − e^{−λ}). */
const meanAboveOne = (rate: number): number => expm1MinusX(-rate) / -Math.expm1(-rate);

function create(
  parameters: ZeroTruncatedPoissonParameters,
): Univariate<ZeroTruncatedPoissonParameters> {
  const { rate } = parameters;
  checkPositive("rate", rate);
  const excess = meanAboveOne(rate);
  return zeroTruncated(
    "zeroTruncatedPoisson",
    parameters,
    poisson({ rate }),
    {
      mean: 1 + excess,
      variance: (1 + excess) * (rate - excess),
    },
    rate < 0.5 ? undefined : untilPositive((rng) => samplePoisson(rng, rate)),
  );
}

/** The fit itself; a family that has it as a part puts its own name into the errors. */
export function fitZeroTruncatedPoisson(
  data: Vector,
  weights: Vector | undefined,
  name: string,
): Univariate<ZeroTruncatedPoissonParameters> {
  const { average } = countData(data, weights, 1);
  const excess = average((x) => x - 1);
  if (!(excess > 0)) {
    throw new DomainError(
      `data must hold a count above 1 to fit ${name}, all are 1: the rate falls to 0`,
    );
  }
  // λ/2 < μ − 1 < λ
  const t = findRoot(
    (log) => meanAboveOne(Math.exp(log)) - excess,
    Math.log(excess),
    Math.log(2 * excess) + 1e-9,
  );
  return create({ rate: Math.exp(t) });
}

/**
 * Poisson counts of which the zeros are never seen: how often those came who came at all.
 *
 *     P(k) = λᵏ e^{−λ}/(k!(1 − e^{−λ})), k = 1, 2, …
 *     mean μ = λ/(1 − e^{−λ}), variance μ(1 + λ − μ)
 *
 * The entropy and the divergences are sums, to 1e-11.
 * Fit     λ solves μ(λ) = mean.
 * Loss    none of its own; with features, `hurdlePoissonRegression` has it as a part.
 * Errors  DomainError if the rate is not positive; fit: if all counts are 1, since λ then falls to 0.
 * Source  Johnson, Kemp & Kotz (2005), §4.10.1.
 */
export const zeroTruncatedPoisson = family("zeroTruncatedPoisson", ["rate"], create, {
  domains: { rate: "positive" } as const,
  fit: (data: Vector, weights?: Vector): Univariate<ZeroTruncatedPoissonParameters> =>
    fitZeroTruncatedPoisson(data, weights, "zeroTruncatedPoisson"),
});
