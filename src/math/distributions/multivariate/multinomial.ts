import { checkRng } from "../../random/checkRng.js";
import { checkDistribution } from "../checkDistribution.js";
import {
  checkInteger,
  checkIsList,
  checkNoNaN,
  checkProbabilities,
  checkSameLength,
} from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import { productMinus } from "../../numeric/productMinus.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { logPoissonKernel } from "../../numeric/special/logKernels.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import { klDivergence } from "../../information/klDivergence.js";
import { crossEntropyWithLogits } from "../../losses/classification/crossEntropyWithLogits.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleBinomial } from "../../random/sampleBinomial.js";
import { binomial } from "../discrete/binomial.js";
import { checkWeightsOf } from "../fit/data.js";
import type { Distribution } from "../distribution.js";
import { expectation } from "../divergence/expectation.js";
import { settledValue } from "../divergence/isSettled.js";
import { family } from "../family.js";
import { parametersOf } from "../univariate.js";
import { checkCovarianceSize } from "./checkCovarianceSize.js";

export interface MultinomialParameters {
  readonly trials: number;
  readonly probabilities: Vector;
}

export interface Multinomial extends Distribution<Vector> {
  readonly parameters: Readonly<MultinomialParameters>;
  mean(): number[];
  /** The covariance matrix of the counts, as rows. */
  variance(): number[][];
}

const isCount = (x: number): boolean => Number.isInteger(x) && x >= 0;

/** ln(n!/Π kⱼ!). */
function logCoefficient(counts: Vector): number {
  return (
    logGamma(compensatedSum(counts) + 1) -
    compensatedSum(Array.from(counts, (count) => logGamma(count + 1)))
  );
}

/** ln of the Poisson mass of rate np at a count. */
const logPoisson = (count: number, trials: number, probability: number): number =>
  logPoissonKernel(count, trials * probability, -productMinus(trials, probability, count));

/** ln P(k) where Σ pₖ = 1: the counts are Poisson counts of rates npₖ given their sum, and no term is as large as ln n!. */
const logMass = (counts: Vector, trials: number, p: readonly number[]): number =>
  compensatedSum([
    ...p.map((pk, k) => logPoisson(counts[k]!, trials, pk)),
    -logPoissonKernel(trials, trials),
  ]);

/** −E ln of the Poisson mass of rate np at X, which is binomial. */
function meanSurprisalOf(trials: number, probability: number): number {
  if (probability === 0) return 0;
  if (probability === 1) return 0 - logPoisson(trials, trials, 1);
  if (!(trials < 2 ** 53)) {
    throw new DomainError(
      `the entropy of multinomial is known for fewer than 2⁵³ trials, whose counts are doubles, got ${trials}`,
    );
  }
  return settledValue(
    "the entropy of multinomial",
    expectation(binomial({ trials, probability }), {
      g: (x) => 0 - logPoisson(x, trials, probability),
    }),
  );
}

function create(parameters: MultinomialParameters): Multinomial {
  const { trials, probabilities } = parameters;
  checkInteger("trials", trials, 0);
  checkProbabilities("probabilities", probabilities);
  const p = Array.from(probabilities);
  // What they are off a sum of 1 counts as it does in Π pₖ^{kₖ}.
  const excess = trials * compensatedSum([...p, -1]);
  const logProb = (counts: Vector): number => {
    checkSameLength("probabilities", probabilities, "x", counts);
    checkNoNaN("x", counts);
    if (!Array.from(counts).every(isCount) || compensatedSum(counts) !== trials) return -Infinity;
    return logMass(counts, trials, p) + excess;
  };
  return {
    name: "multinomial",
    parameters,
    support: { kind: "vector", dimension: p.length, discrete: true },
    logProb,
    prob: (counts) => Math.exp(logProb(counts)),
    mean: () => p.map((pk) => trials * pk),
    variance() {
      checkCovarianceSize(p.length);
      return p.map((pi, i) => p.map((pj, j) => trials * (i === j ? pi * (1 - pi) : -pi * pj)));
    },
    entropy() {
      const terms = p.map((pk) => meanSurprisalOf(trials, Math.min(1, pk)));
      return Math.max(0, compensatedSum([...terms, logPoissonKernel(trials, trials), -excess]));
    },
    // One binomial after the other, of what is left.
    sample(rng) {
      checkRng(rng);
      let rest = trials;
      let remaining = compensatedSum(p);
      return p.map((pk, k) => {
        const share = k === p.length - 1 ? 1 : remaining > 0 ? Math.min(1, pk / remaining) : 0;
        const count = sampleBinomial(rng, rest, share);
        rest -= count;
        remaining -= pk;
        return count;
      });
    },
    closedKlDivergence(q) {
      checkDistribution("q", q);
      const other = parametersOf<MultinomialParameters>(q, "multinomial");
      if (other === undefined) return undefined;
      // Counts of another sum never occur under q.
      if (other.trials !== trials) return Infinity;
      return trials * klDivergence(probabilities, other.probabilities);
    },
  };
}

/** Below this a probability has not all its digits. */
const SMALLEST = 1e-290;

/** −ln p(y) of counts on the logits, as one mass; where a probability underflows, the cross-entropy less ln(n!/Π kⱼ!). */
const multinomialLoss: LossFunction<Vector, Vector> = {
  name: "multinomialLoss",
  value(prediction, target) {
    const whole = crossEntropyWithLogits.value(prediction, target);
    const { probabilities } = softmaxTerms(prediction);
    if (probabilities.some((p, k) => target[k]! > 0 && p < SMALLEST) || !(whole < Infinity)) {
      return whole - logCoefficient(target);
    }
    return 0 - logMass(target, compensatedSum(target), probabilities);
  },
  gradient: (prediction, target) => crossEntropyWithLogits.gradient(prediction, target),
};

/**
 * How often each of K classes comes in n draws.
 *
 *     P(k) = n!/Π kⱼ! · Π pⱼ^{kⱼ};   mean npⱼ, covariance n(δᵢⱼpᵢ − pᵢpⱼ)
 *     entropy −ln n! + nH(p) + Σⱼ E[ln kⱼ!], by P(k) = Π Poisson(kⱼ; npⱼ) / Poisson(n; n)
 *     KL(p‖q) = n·KL of the probabilities for the same n
 *
 * Shapes  counts [K].
 * Fit     the share of each class over all rows.
 * Loss    on the logits, with the counts as target: Σ kⱼ nⱼ − ln(n!/Π kⱼ!), n = −ln softmax.
 * Errors  DomainError if probabilities do not sum to 1; fit: if rows differ in length or in their sum.
 * Source  Johnson, Kotz & Balakrishnan, Discrete Multivariate Distributions (1997), §35.
 */
export const multinomial = family("multinomial", ["trials", "probabilities"], create, {
  fit(data: readonly Vector[], weights?: Vector): Multinomial {
    checkIsList("data", data);
    if (data.length === 0) throw new DomainError("data must not be empty");
    data.forEach((row, i) => checkNoNaN(`data[${i}]`, row));
    const K = data[0]!.length;
    const trials = compensatedSum(data[0]!);
    const w = checkWeightsOf(data.length, weights);
    const sums = new Array<number>(K).fill(0);
    data.forEach((row, i) => {
      if (row.length !== K) {
        throw new DomainError(
          `data[${i}] must have the length of data[0], ${K}, got ${row.length}`,
        );
      }
      for (let k = 0; k < K; k++) {
        if (!isCount(row[k]!)) {
          throw new DomainError(
            `data[${i}][${k}] must be a whole number of at least 0, got ${row[k]}`,
          );
        }
        sums[k]! += w[i]! * row[k]!;
      }
      if (compensatedSum(row) !== trials) {
        throw new DomainError(
          `data[${i}] must sum to the trials of data[0], ${trials}, got ${compensatedSum(row)}`,
        );
      }
    });
    const total = compensatedSum(sums);
    if (!(total > 0)) throw new DomainError("data must hold at least one count above 0, got none");
    return create({ trials, probabilities: sums.map((sum) => sum / total) });
  },
  loss: multinomialLoss,
});
