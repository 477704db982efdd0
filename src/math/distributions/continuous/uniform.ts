import { checkFinite } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import { checkVaries, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { endsOf, parametersOf, univariate, type Univariate } from "../univariate.js";

export interface UniformParameters {
  readonly lower: number;
  readonly upper: number;
}

/** E ln X of X uniform on [a, b] with a ≥ 0. */
function meanLogOf(a: number, b: number): number {
  const part = (x: number): number => (x === 0 ? 0 : x * Math.log(x));
  return (part(b) - part(a)) / (b - a) - 1;
}

function create(parameters: UniformParameters): Univariate<UniformParameters> {
  const { lower, upper } = parameters;
  checkFinite("lower", lower);
  checkFinite("upper", upper);
  if (!(lower < upper)) {
    throw new DomainError(`lower must be below upper, got ${lower} and ${upper}`);
  }
  const width = upper - lower;
  return univariate({
    name: "uniform",
    parameters,
    support: { kind: "real", lower, upper },
    logProb: () => -Math.log(width),
    tails: (x) => ({ lower: (x - lower) / width, upper: (upper - x) / width }),
    quantile: (u) => (u < 0.5 ? lower + width * u : upper - width * (1 - u)),
    mean: () => lower + 0.5 * width,
    variance: () => (width * width) / 12,
    meanLog: lower < 0 ? undefined : () => meanLogOf(lower, upper),
    meanLogComplement: upper > 1 ? undefined : () => meanLogOf(1 - upper, 1 - lower),
    entropy: () => Math.log(width),
    closedKlDivergence(q) {
      const other = parametersOf<UniformParameters>(q, "uniform");
      if (other === undefined) return undefined;
      if (lower < other.lower || upper > other.upper) return Infinity;
      return Math.log((other.upper - other.lower) / width);
    },
    closedCrossEntropyFrom(p) {
      const [least, most] = endsOf(p.support);
      return least >= lower && most <= upper && p.support.kind === "real"
        ? Math.log(width)
        : undefined;
    },
  });
}

/**
 * Every number between two ends alike.
 *
 *     p(x) = 1/(b−a);   mean (a+b)/2, variance (b−a)²/12, entropy ln(b−a)
 *     KL(p‖q) = ln((b_q−a_q)/(b_p−a_p)) where q covers p, else +Infinity
 *
 * Fit     the least and the greatest number (weights of 0 are left out).
 * Loss    none: its likelihood is flat inside and 0 outside, so there is no gradient to follow.
 * Errors  DomainError if lower is not below upper.
 * Source  Johnson, Kotz & Balakrishnan 2 (1995), §26.
 */
export const uniform = family("uniform", ["lower", "upper"], create, {
  fit(data: Vector, weights?: Vector): Univariate<UniformParameters> {
    const checked = weightedData(data, weights);
    const { least: lower, most: upper } = checked.range();
    checkVaries({ least: lower, most: upper }, "uniform");
    return create({ lower, upper });
  },
});
