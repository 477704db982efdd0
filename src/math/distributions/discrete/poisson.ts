import { checkNonNegative } from "../../numeric/checks.js";
import { deviance } from "../../numeric/special/deviance.js";
import { incompleteGamma, logIncompleteGamma } from "../../numeric/special/incompleteGamma.js";
import { logPoissonKernel } from "../../numeric/special/logKernels.js";
import { poissonNegativeLogLikelihood } from "../../losses/regression/poissonNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { samplePoisson } from "../../random/samplePoisson.js";
import { countData } from "../fit/data.js";
import { discreteQuantile } from "./discreteQuantile.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface PoissonParameters {
  /** The mean number of events. */
  readonly rate: number;
}

function create(parameters: PoissonParameters): Univariate<PoissonParameters> {
  const { rate } = parameters;
  checkNonNegative("rate", rate);
  const tails = (k: number) => {
    const { lower, upper } = incompleteGamma(k + 1, rate);
    return { lower: upper, upper: lower };
  };
  const itself: Univariate<PoissonParameters> = univariate({
    name: "poisson",
    parameters,
    support: { kind: "integer", lower: 0, upper: rate === 0 ? 0 : Infinity },
    logProb: (k) => logPoissonKernel(k, rate),
    tails,
    logTails(k) {
      const { lower, upper } = logIncompleteGamma(k + 1, rate);
      return { lower: upper, upper: lower };
    },
    quantile: (u) => discreteQuantile(tails, u, 0, Infinity, rate),
    mean: () => rate,
    variance: () => rate,
    entropy() {
      if (rate < 1e4) return entropyOf(itself);
      const i = 1 / rate;
      return 0.5 * (Math.log(2 * Math.PI * rate) + 1) - i / 12 - (i * i) / 24 - (19 * i ** 3) / 360;
    },
    sample: (rng) => samplePoisson(rng, rate),
    closedKlDivergence(q) {
      const other = parametersOf<PoissonParameters>(q, "poisson");
      return other === undefined ? undefined : deviance(rate, other.rate);
    },
  });
  return itself;
}

/**
 * Counts of events that come independently at a steady rate.
 *
 *     P(k) = λᵏ e^{−λ}/k!;   mean and variance λ;   cdf(k) = Q(k+1, λ)
 *     KL(p‖q) = λ_p ln(λ_p/λ_q) − λ_p + λ_q
 *
 * The entropy is a sum of P(k) ln P(k), to 1e-11; for λ ≥ 10⁴ the series ½ ln 2πeλ − 1/(12λ) − 1/(24λ²) − ….
 * Fit     the mean.
 * Loss    poissonNegativeLogLikelihood on z = ln λ: e^z − yz + ln y!.
 * Errors  DomainError if the rate is negative or not finite.
 * Source  Johnson, Kemp & Kotz (2005), §4; R. J. Evans, J. Boersma, "The entropy of a Poisson distribution" (1988).
 */
export const poisson = family("poisson", ["rate"], create, {
  domains: { rate: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<PoissonParameters> {
    const { average } = countData(data, weights, 0);
    return create({ rate: average((x) => x) });
  },
  loss: poissonNegativeLogLikelihood({ full: true }),
});
