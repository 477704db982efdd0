import { checkPositive } from "../../numeric/checks.js";
import { digamma } from "../../numeric/special/digamma.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { incompleteGamma, logIncompleteGamma } from "../../numeric/special/incompleteGamma.js";
import { inverseGammaLower } from "../../numeric/special/inverseIncomplete.js";
import { logPoissonKernel } from "../../numeric/special/logKernels.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleGamma } from "../../random/sampleGamma.js";
import { checkVaries, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { gamma, gammaDivergence, standardGammaEntropy } from "./gamma.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface InverseGammaParameters {
  readonly shape: number;
  readonly scale: number;
}

function create(parameters: InverseGammaParameters): Univariate<InverseGammaParameters> {
  const { shape: a, scale: b } = parameters;
  checkPositive("shape", a);
  checkPositive("scale", b);
  return univariate({
    name: "inverseGamma",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb: (x) => (x === 0 ? -Infinity : logPoissonKernel(a, b / x) + Math.log(a) - Math.log(x)),
    tails(x) {
      const { lower, upper } = incompleteGamma(a, b / x);
      return { lower: upper, upper: lower };
    },
    logTails(x) {
      const { lower, upper } = logIncompleteGamma(a, b / x);
      return { lower: upper, upper: lower };
    },
    quantile(u) {
      if (u <= 0.5) return b / upperQuantile(a, u);
      return b / inverseGammaLower(a, 1 - u);
    },
    mean: () => (a > 1 ? b / (a - 1) : Infinity),
    variance: () => (a > 2 ? (b / (a - 1)) ** 2 / (a - 2) : Infinity),
    meanLog: () => Math.log(b) - digamma(a),
    // ln X = −ln(1/X): h(X) = h(1/X) + 2 E[ln X].
    entropy: () =>
      1 / a === Infinity
        ? Infinity
        : standardGammaEntropy(a) - digamma(a) + Math.log(b) - digamma(a),
    sample: (rng) => b / sampleGamma(rng, a),
    closedKlDivergence(q) {
      const other = parametersOf<InverseGammaParameters>(q, "inverseGamma");
      return other && gammaDivergence(a, b, other.shape, other.scale);
    },
  });
}

/** The t with Q(a, t) = u. For tiny u, 1 − u has lost the digits of u: the root is sought on Q itself. */
function upperQuantile(a: number, u: number): number {
  const logTail = (s: number): number =>
    Math.max(-1e4, Math.log(incompleteGamma(a, Math.exp(s)).upper / u));
  const start = Math.log(Math.max(inverseGammaLower(a, 1 - Math.max(u, 1e-15)), 1e-300));
  let low = start - 0.1;
  let high = start + 0.1;
  while (logTail(low) < 0) low -= 1;
  while (logTail(high) > 0) high += 0.2;
  return Math.exp(findRoot(logTail, low, high));
}

/**
 * The reciprocal of a gamma distributed number; the conjugate prior of a variance.
 *
 *     p(x) = bᵃ x^{−a−1} e^{−b/x}/Γ(a);   mean b/(a−1), variance b²/((a−1)²(a−2)); cdf Q(a, b/x)
 *     entropy a + ln b + ln Γ(a) − (1+a)ψ(a);   KL(p‖q) is that of the reciprocals
 *
 * The mean is Infinity for a ≤ 1, the variance for a ≤ 2.
 * Fit     the gamma fit of the reciprocals.
 * Loss    none in its own right: learn 1/y with `gamma.loss`.
 * Errors  DomainError if shape or scale is not positive.
 * Source  Gelman et al., Bayesian Data Analysis (2013), appendix A.
 */
export const inverseGamma = family("inverseGamma", ["shape", "scale"], create, {
  domains: { shape: "positive", scale: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<InverseGammaParameters> {
    const isAllowed = (x: number): boolean => x > 0 && Number.isFinite(1 / x);
    checkVaries(weightedData(data, weights, isAllowed, "positive").range(), "inverseGamma");
    const { shape, rate } = gamma.fit(
      Float64Array.from(data, (x) => 1 / x),
      weights,
    ).parameters;
    return create({ shape, scale: rate });
  },
});
