import { checkInteger, checkPositive } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { logBinomialKernel } from "../../numeric/special/logKernels.js";
import type { Tails } from "../../numeric/special/tails.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleBeta } from "../../random/sampleBeta.js";
import { sampleBinomial } from "../../random/sampleBinomial.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { family } from "../family.js";
import { countData } from "../fit/data.js";
import { maximise } from "../fit/maximise.js";
import { univariate, type Univariate } from "../univariate.js";
import { discreteQuantile } from "./discreteQuantile.js";

export interface BetaBinomialParameters {
  readonly trials: number;
  /** a, the weight towards success. */
  readonly alpha: number;
  /** b, the weight towards failure. */
  readonly beta: number;
}

/** Tails are sums over all counts; beyond so many they are refused. */
const MOST_TRIALS = 1e7;

/** ln of Γ(k+a)/(Γ(a) k!) xᵃyᵏ, a negative binomial mass at a real size. */
const logWaiting = (a: number, k: number, x: number, y: number): number =>
  (k === 0 ? 0 : Math.log(a / (a + k))) + logBinomialKernel(a, k, x, y);

/**
 * ln P(k): two negative binomials of one success probability, given their sum. The probability n/(a+b+n), at which
 * all three terms are near their peaks, cancels.
 */
function logMass(n: number, a: number, b: number, k: number): number {
  const total = a + b;
  const x = total / (total + n);
  const y = n / (total + n);
  return logWaiting(a, k, x, y) + logWaiting(b, n - k, x, y) - logWaiting(total, n, x, y);
}

/** P(X ≤ k) and P(X > k) for every k, summed from their own ends. */
function cumulated(n: number, logProb: (k: number) => number): (k: number) => Tails {
  if (n > MOST_TRIALS) {
    throw new DomainError(
      `the tails of betaBinomial are sums over at most ${MOST_TRIALS} trials, got ${n}`,
    );
  }
  const masses = Float64Array.from({ length: n + 1 }, (_, k) => Math.exp(logProb(k)));
  const below = new Float64Array(n + 1);
  const above = new Float64Array(n + 1);
  const up = new RunningSum();
  const down = new RunningSum();
  for (let k = 0; k <= n; k++) {
    up.add(masses[k]!);
    below[k] = Math.min(1, up.total);
    above[n - k] = Math.min(1, down.total);
    down.add(masses[n - k]!);
  }
  return (k) => ({ lower: below[k]!, upper: above[k]! });
}

function create(parameters: BetaBinomialParameters): Univariate<BetaBinomialParameters> {
  const { trials: n, alpha: a, beta: b } = parameters;
  checkInteger("trials", n, 0);
  checkPositive("alpha", a);
  checkPositive("beta", b);
  const total = a + b;
  const logProb = (k: number): number => (n === 0 ? 0 : logMass(n, a, b, k));
  let lookup: ((k: number) => Tails) | undefined;
  const tails = (k: number): Tails => (lookup ??= cumulated(n, logProb))(k);
  const itself: Univariate<BetaBinomialParameters> = univariate({
    name: "betaBinomial",
    parameters,
    support: { kind: "integer", lower: 0, upper: n },
    logProb,
    tails,
    quantile: (u) => discreteQuantile(tails, u, 0, n, (n * a) / total),
    mean: () => n * (a / total),
    variance: () => n * (a / total) * (b / total) * ((total + n) / (total + 1)),
    entropy: () => entropyOf(itself),
    sample: (rng) => sampleBinomial(rng, n, sampleBeta(rng, a, b)),
  });
  return itself;
}

/**
 * Successes in n trials whose probability is itself beta distributed: shares that vary more than binomial ones.
 *
 *     P(k) = C(n, k) B(k+a, n−k+b)/B(a, b);   mean na/(a+b), variance nab(a+b+n)/((a+b)²(a+b+1))
 *
 * The cdf and the entropy are sums over k, to 1e-11; a tail below 1e-300 is 0.
 * Fit     a and b by Newton's method on their logarithms, to 1e-8; `trials` must be given.
 * Loss    none.
 * Errors  DomainError if trials is not a whole number ≥ 0, alpha or beta not positive, or the tails would be sums
 *         over more than 10⁷ trials; fit: if the counts vary no more than binomial ones, since a + b then grows
 *         without end (fit binomial).
 * Source  Johnson, Kemp & Kotz (2005), §6.2.2; Skellam (1948), J. Royal Statistical Society B 10.
 */
export const betaBinomial = family("betaBinomial", ["trials", "alpha", "beta"], create, {
  domains: { alpha: "positive", beta: "positive" } as const,
  fitOptions: ["trials"],
  fit(
    data: Vector,
    weights: Vector | undefined,
    options: { readonly trials: number },
  ): Univariate<BetaBinomialParameters> {
    const { trials } = options;
    checkInteger("trials", trials, 2);
    const { average } = countData(data, weights, 0, trials);
    const share = average((x) => x) / trials;
    const variance = average((x) => (x - trials * share) ** 2);
    const binomialVariance = trials * share * (1 - share);
    if (!(variance > binomialVariance)) {
      throw new DomainError(
        `data must vary more than binomial counts to fit betaBinomial, got variance ${variance} where those have ${binomialVariance}: fit binomial instead`,
      );
    }
    // Of the variance ratio 1 + (n−1)/(a+b+1).
    const precision = Math.max((trials - 1) / (variance / binomialVariance - 1) - 1, 0.1);
    const start = [Math.log(share * precision), Math.log((1 - share) * precision)];
    const { place, found } = maximise(
      ([logA, logB]) => average((x) => logMass(trials, Math.exp(logA!), Math.exp(logB!), x)),
      start,
    );
    if (!found) {
      throw new DomainError(
        "the fit of betaBinomial has no maximum: alpha and beta run to 0 or grow without end; fit binomial instead",
      );
    }
    return create({ trials, alpha: Math.exp(place[0]!), beta: Math.exp(place[1]!) });
  },
});
