import { checkInteger } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import { weightedData } from "../fit/data.js";
import { discreteQuantile } from "./discreteQuantile.js";
import { family } from "../family.js";
import { endsOf, univariate, type Univariate } from "../univariate.js";

export interface DiscreteUniformParameters {
  /** The least whole number. */
  readonly lower: number;
  /** The greatest whole number, included. */
  readonly upper: number;
}

function create(parameters: DiscreteUniformParameters): Univariate<DiscreteUniformParameters> {
  const { lower, upper } = parameters;
  checkInteger("lower", lower);
  checkInteger("upper", upper);
  if (lower > upper) {
    throw new DomainError(`lower must not be above upper, got ${lower} and ${upper}`);
  }
  const count = upper - lower + 1;
  const tails = (k: number) => ({ lower: (k - lower + 1) / count, upper: (upper - k) / count });
  return univariate({
    name: "discreteUniform",
    parameters,
    support: { kind: "integer", lower, upper },
    logProb: () => -Math.log(count),
    tails,
    quantile: (u) => discreteQuantile(tails, u, lower, upper, lower + u * count - 1),
    mean: () => lower + (count - 1) / 2,
    variance: () => (count * count - 1) / 12,
    entropy: () => Math.log(count),
    sample: (rng) => lower + rng.integer(count),
    closedCrossEntropyFrom(p) {
      const [least, most] = endsOf(p.support);
      return p.support.kind === "integer" && least >= lower && most <= upper
        ? Math.log(count)
        : undefined;
    },
  });
}

/**
 * Whole numbers from a to b, all alike: a die.
 *
 *     P(k) = 1/n,  n = b − a + 1;   mean (a+b)/2, variance (n²−1)/12, entropy ln n
 *     −E_p[ln q] = ln n_q wherever q covers p
 *
 * Fit     the least and the greatest number (weights of 0 are left out).
 * Loss    none: its likelihood is flat inside and 0 outside.
 * Errors  DomainError if the ends are not whole or cross.
 * Source  Johnson, Kemp & Kotz (2005), §6.2.
 */
export const discreteUniform = family("discreteUniform", ["lower", "upper"], create, {
  fit(data: Vector, weights?: Vector): Univariate<DiscreteUniformParameters> {
    const checked = weightedData(data, weights, Number.isInteger, "a whole number");
    const { least: lower, most: upper } = checked.range();
    return create({ lower, upper });
  },
});
