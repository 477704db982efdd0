import { compensatedSum } from "../../numeric/compensatedSum.js";
import { xLogY } from "../../numeric/xLogY.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleCategorical } from "../../random/sampleCategorical.js";
import { weightedData } from "../fit/data.js";
import { discreteQuantile } from "./discreteQuantile.js";
import { family } from "../family.js";
import { univariate, type Univariate } from "../univariate.js";

export interface EmpiricalParameters {
  readonly samples: Vector;
  /** One weight a sample, of any positive sum; equal by default. */
  readonly weights?: Vector;
}

/** How many of the sorted values are ≤ x. */
export function countUpTo(values: Vector, x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function create(parameters: EmpiricalParameters): Univariate<EmpiricalParameters> {
  const { data, weights, totalWeight } = weightedData(parameters.samples, parameters.weights);
  const masses = new Map<number, number>();
  for (let i = 0; i < data.length; i++) {
    // +0 and −0 are one value.
    const value = data[i]! + 0;
    if (weights[i]! > 0) masses.set(value, (masses.get(value) ?? 0) + weights[i]!);
  }
  const values = [...masses.keys()].sort((a, b) => a - b);
  const probabilities = values.map((value) => masses.get(value)! / totalWeight);
  const below: number[] = [];
  const above: number[] = [];
  values.forEach((_, k) => below.push((below[k - 1] ?? 0) + probabilities[k]!));
  for (let k = values.length - 1; k >= 0; k--) {
    above[k] = (above[k + 1] ?? 0) + (k + 1 < values.length ? probabilities[k + 1]! : 0);
  }
  const tailsAt = (k: number) => ({ lower: Math.min(1, below[k]!), upper: above[k]! });
  const moment = (f: (x: number) => number): number =>
    compensatedSum(values.map((x, k) => probabilities[k]! * f(x)));
  const mean = moment((x) => x);
  return univariate({
    name: "empirical",
    parameters,
    support: { kind: "points", values },
    logProb(x) {
      const mass = masses.get(x + 0);
      return mass === undefined ? -Infinity : Math.log(mass / totalWeight);
    },
    tails: (x) => tailsAt(countUpTo(values, x) - 1),
    quantile: (u) => values[discreteQuantile(tailsAt, u, 0, values.length - 1, 0)]!,
    mean: () => mean,
    variance: () => moment((x) => (x - mean) ** 2),
    entropy: () => 0 - compensatedSum(probabilities.map((p) => xLogY(p, p))),
    sample: (rng) => values[sampleCategorical(rng, probabilities)]!,
  });
}

/**
 * The distribution of the samples themselves: the share of each value among them.
 *
 *     P(x) = Σ wᵢ [xᵢ = x] / Σ wᵢ;   cdf is the empirical distribution function
 *
 * Its entropy is the plug-in estimate of a discrete entropy. It has masses, no density: to compare it
 * with a density, smooth it (`kernelDensity`, `histogram`); cross-entropy under a discrete model is
 * the mean surprisal of the data.
 * Fit     the samples.
 * Loss    none: it has no parameters to learn by gradient.
 * Errors  DomainError if there are no samples, or one is not finite.
 * Source  van der Vaart, Asymptotic Statistics (1998), §19.
 */
export const empirical = family("empirical", ["samples", "weights"], create, {
  fit: (data: Vector, weights?: Vector): Univariate<EmpiricalParameters> =>
    create({ samples: data, weights }),
});
