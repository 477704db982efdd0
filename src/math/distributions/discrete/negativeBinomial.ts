import { checkOptions, checkPositive } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { eventDivergence } from "../../numeric/special/deviance.js";
import { digamma } from "../../numeric/special/digamma.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { incompleteBeta, logIncompleteBeta } from "../../numeric/special/incompleteBeta.js";
import { integrate } from "../../numeric/quadrature/integrate.js";
import { logBinomialKernel } from "../../numeric/special/logKernels.js";
import { negativeBinomialNegativeLogLikelihood } from "../../losses/regression/negativeBinomialNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleGamma } from "../../random/sampleGamma.js";
import { samplePoisson } from "../../random/samplePoisson.js";
import { countData } from "../fit/data.js";
import { discreteQuantile } from "./discreteQuantile.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface NegativeBinomialParameters {
  readonly mean: number;
  /** r: the variance is μ + μ²/r. */
  readonly size: number;
}

/** From so many counts on their sum is too long. */
const LONG = 1e6;

/** So many are still summed one by one: from there on a term changes by less than 1/FIRST from one to the next. */
const FIRST = 2000;

/** Beyond this, products of the parameters have no double. */
const GREATEST = 1e200;

function create(parameters: NegativeBinomialParameters): Univariate<NegativeBinomialParameters> {
  const { mean, size } = parameters;
  checkPositive("mean", mean);
  checkPositive("size", size);
  if (!(
    size < GREATEST &&
    mean < GREATEST &&
    mean / size > 1 / GREATEST &&
    mean / size < GREATEST
  )) {
    throw new DomainError(
      `mean, size and their quotient must be between ${1 / GREATEST} and ${GREATEST}, got mean ${mean} and size ${size}: with a greater size take poisson`,
    );
  }
  const success = size / (size + mean);
  const failure = mean / (size + mean);
  const tails = (k: number) =>
    k < GREATEST
      ? incompleteBeta(size, k + 1, success, failure)
      : { lower: 1, upper: Math.exp(k * Math.log1p(-success)) };
  const variance = mean + (mean * mean) / size;
  const logProb = (k: number): number =>
    k === 0
      ? -size * Math.log1p(mean / size)
      : Math.log(size / (size + k)) +
        // r − (r+k)·r/(r+m): the probabilities are rounded, their products with r + k would be.
        logBinomialKernel(size, k, success, failure, success * (mean - k));
  /** How many counts hold all the mass. */
  const reach = 40 * Math.max(mean * Math.sqrt(1 / mean + 1 / size), mean / size);
  /** Σ −P ln P: the first counts one by one, the rest by Euler and Maclaurin's formula, in ln k. */
  const longEntropy = (): number => {
    if (!(mean <= 1e20 && reach < 1e60)) {
      throw new DomainError(
        `the entropy of negativeBinomial is known for a mean of at most 1e20 that is less than 1e58 times the size, got mean ${mean} and size ${size}`,
      );
    }
    const term = (k: number): number => {
      const log = logProb(k);
      return log < -745 ? 0 : -Math.exp(log) * log;
    };
    const sum = new RunningSum();
    for (let k = 0; k < FIRST; k++) sum.add(term(k));
    const from = FIRST - 0.5;
    const marks = [1e-9, 1e-3, 0.1, 0.5, 0.9, 1 - 1e-3, 1 - 1e-9].map((u) => itself.quantile(u));
    const end = Math.log(mean + reach) + 1;
    const { value, errorBound } = integrate(
      (t) => Math.exp(t) * term(Math.exp(t)),
      Math.log(from),
      end,
      {
        points: [
          ...marks.filter((k) => k > from).map(Math.log),
          ...Array.from({ length: Math.ceil(end / 2) }, (_, i) => 2 * i),
        ],
        tolerance: 1e-13,
      },
    );
    /* v8 ignore next 5 -- never seen, from size 1e-15 to 1e3 and mean 1e5 to 1e17; a wrong number would be worse */
    if (!(errorBound <= 1e-10 * Math.max(1, Math.abs(value)))) {
      throw new DomainError(
        `the entropy of negativeBinomial did not settle: ${value} with an error of up to ${errorBound}`,
      );
    }
    return sum.total + value + (term(from + 1) - term(from - 1)) / 48;
  };
  const itself: Univariate<NegativeBinomialParameters> = univariate({
    name: "negativeBinomial",
    parameters,
    support: { kind: "integer", lower: 0, upper: Infinity },
    // Γ(k+r)/(k! Γ(r)) pʳ qᵏ is r/(k+r) of the binomial mass at (r, k).
    logProb,
    tails,
    logTails: (k) =>
      k < GREATEST
        ? logIncompleteBeta(size, k + 1, success, failure)
        : { lower: 0, upper: k * Math.log1p(-success) },
    quantile: (u) => discreteQuantile(tails, u, 0, Infinity, mean),
    mean: () => mean,
    variance: () => variance,
    entropy: () => (reach > LONG ? longEntropy() : entropyOf(itself)),
    sample: (rng) => samplePoisson(rng, (sampleGamma(rng, size) * mean) / size),
    closedKlDivergence(q) {
      const other = parametersOf<NegativeBinomialParameters>(q, "negativeBinomial");
      if (other?.size !== size) return undefined;
      // (r+μ)·KL of the events "a success" with probabilities r/(r+μ), whose difference is known exactly.
      const total = size + other.mean;
      return (
        (size + mean) *
        eventDivergence(
          success,
          size / total,
          ((size / (size + mean)) * (other.mean - mean)) / total,
          failure,
          other.mean / total,
        )
      );
    },
  });
  return itself;
}

/**
 * Counts that vary more than Poisson ones: a Poisson whose rate is gamma distributed.
 *
 *     P(k) = Γ(k+r)/(k! Γ(r)) (r/(r+μ))ʳ (μ/(r+μ))ᵏ;   mean μ, variance μ + μ²/r
 *     cdf(k) = I_{r/(r+μ)}(r, k+1)
 *     KL(p‖q) = (r+μ_p)·KL(Bernoulli r/(r+μ)) for the same r; else summation
 *
 * SciPy's nbinom(n, p) is this with r = n, μ = n(1−p)/p. The entropy is a sum, to 1e-11; where it would
 * have a million terms, of the first 2,000 and the integral that the others are to 1e-13 of each.
 * Fit     μ is the mean; r solves the likelihood equation.
 * Loss    `negativeBinomial.loss({ size })` on z = ln μ.
 * Errors  DomainError if the mean or size is not positive; fit: if the variance does not exceed the
 *         mean, since the likelihood then grows with r without end (fit poisson).
 * Source  Hilbe, Negative Binomial Regression (2011), §8; Johnson, Kemp & Kotz (2005), §5.
 */
export const negativeBinomial = family("negativeBinomial", ["mean", "size"], create, {
  domains: { mean: "positive", size: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<NegativeBinomialParameters> {
    const { average } = countData(data, weights, 0);
    const mean = average((x) => x);
    const variance = average((x) => (x - mean) ** 2);
    if (!(variance > mean)) {
      throw new DomainError(
        `data must vary more than their mean to fit negativeBinomial, got variance ${variance} and mean ${mean}: fit poisson instead`,
      );
    }
    // d ln L/dr per example at t = ln r; it is positive below the root.
    const score = (t: number): number => {
      const r = Math.exp(t);
      return average((x) => digamma(x + r) - digamma(r)) - Math.log1p(mean / r);
    };
    let low = Math.log((mean * mean) / (variance - mean));
    let high = low;
    while (score(low) <= 0) low -= 1;
    while (score(high) > 0 && high < 40) high += 1;
    return create({ mean, size: Math.exp(findRoot(score, low, high, 1e-13)) });
  },
  loss: (options: { readonly size: number }) => {
    checkOptions("negativeBinomial.loss", options, ["size"]);
    return negativeBinomialNegativeLogLikelihood({ ...options, full: true });
  },
});
