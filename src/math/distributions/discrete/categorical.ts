import { checkClasses, checkProbabilities } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import { entropy } from "../../information/entropy.js";
import { klDivergence } from "../../information/klDivergence.js";
import { crossEntropyWithLogitsAndLabel } from "../../losses/classification/crossEntropyWithLogitsAndLabel.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleCategorical } from "../../random/sampleCategorical.js";
import { weightedData } from "../fit/data.js";
import { discreteQuantile } from "./discreteQuantile.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface CategoricalParameters {
  /** One probability a class; they sum to 1. */
  readonly probabilities: Vector;
}

function create(parameters: CategoricalParameters): Univariate<CategoricalParameters> {
  const { probabilities } = parameters;
  checkProbabilities("probabilities", probabilities);
  const K = probabilities.length;
  const below: number[] = [0];
  const above: number[] = [];
  for (let k = 0; k < K; k++) below.push(below[k]! + probabilities[k]!);
  for (let k = K - 1, sum = 0; k >= 0; sum += probabilities[k]!, k--) above[k] = sum;
  const moment = (f: (k: number) => number): number =>
    compensatedSum(Array.from(probabilities, (p, k) => p * f(k)));
  const mean = moment((k) => k);
  const tails = (k: number) => ({ lower: Math.min(1, below[k + 1]!), upper: above[k]! });
  return univariate({
    name: "categorical",
    parameters,
    support: { kind: "integer", lower: 0, upper: K - 1 },
    logProb: (k) => Math.log(probabilities[k]!),
    tails,
    quantile: (u) => discreteQuantile(tails, u, 0, K - 1, 0),
    mean: () => mean,
    variance: () => moment((k) => (k - mean) ** 2),
    entropy: () => entropy(probabilities),
    sample: (rng) => sampleCategorical(rng, probabilities),
    closedKlDivergence(q) {
      const other = parametersOf<CategoricalParameters>(q, "categorical")?.probabilities;
      if (other === undefined) return undefined;
      if (other.length !== K) {
        throw new DomainError(`q must have the classes of p, ${K}, got ${other.length}`);
      }
      return klDivergence(probabilities, other);
    },
  });
}

/**
 * One of K classes, told by its index 0 … K − 1.
 *
 *     P(k) = pₖ;   entropy −Σ pₖ ln pₖ,   KL(p‖q) = Σ pₖ ln(pₖ/qₖ)
 *
 * Mean, variance, cdf and quantile are those of the index as a number.
 * Fit     pₖ is the share of class k; K is `classes`, by default the largest label + 1.
 * Loss    crossEntropyWithLogitsAndLabel on the K logits: LSE(z) − z_y.
 * Errors  DomainError if the probabilities are negative or do not sum to 1 within 1e-9.
 * Source  Murphy, Probabilistic Machine Learning (2022), §2.5.
 */
export const categorical = family("categorical", ["probabilities"], create, {
  fitOptions: ["classes"],
  fit(
    data: Vector,
    weights?: Vector,
    options: { readonly classes?: number } = {},
  ): Univariate<CategoricalParameters> {
    const checked = weightedData(
      data,
      weights,
      (x) => Number.isInteger(x) && x >= 0,
      "a class index",
    );
    let most = 0;
    for (const label of data) most = Math.max(most, label);
    const classes = options.classes === undefined ? most + 1 : options.classes;
    checkClasses(classes);
    const counts = new Float64Array(classes);
    for (let i = 0; i < data.length; i++) {
      if (data[i]! >= classes) {
        throw new DomainError(`data[${i}] must be below ${classes}, got ${data[i]}`);
      }
      counts[data[i]!]! += checked.weights[i]!;
    }
    return create({ probabilities: counts.map((count) => count / checked.totalWeight) });
  },
  loss: crossEntropyWithLogitsAndLabel,
});
