import { checkOptions, describeValue } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import type { UnivariateDistribution } from "../distribution.js";
import type { FamilyDescription, ParameterDomain } from "../family.js";
import { maximise } from "../fit/maximise.js";
import type { Univariate } from "../univariate.js";

/** A family of distributions of one number; what has `domains` and a fit can be fitted to censored and cut data. */
export interface UnivariateFamily<Parameters extends object> extends FamilyDescription {
  (parameters: Parameters): Univariate<Parameters>;
  readonly domains?: Readonly<Record<string, ParameterDomain>>;
  readonly fitOptions?: readonly string[];
  /** Where to start from where the family's own fit has no maximum: cut and censored data have other tails than it. */
  readonly roughStart?: (data: Vector, weights: Vector) => Parameters;
  readonly fit?: (
    data: Vector,
    weights: Vector | undefined,
    options: never,
  ) => Univariate<Parameters>;
}

/** What is known of a fit beforehand: options of the family's own fit, as `{ trials: 12 }`. */
export type KnownParameters = Readonly<Record<string, number>>;

/** Places of a parameter that the search moves by units of order 1. */
const scales: Readonly<
  Record<ParameterDomain, (start: number, t: number, spread: number) => number>
> = {
  real: (start, t, spread) => start + t * spread,
  positive: (start, t) => start * Math.exp(t),
  probability: (start, t) => 1 / (1 + ((1 - start) / start) * Math.exp(-t)),
};

/** A family, as `normal` is one, not its distributions. */
export function checkFamily(name: string, family: unknown): void {
  if (typeof family === "function" && "parameterNames" in family) return;
  throw new DomainError(
    `${name} must be given a family such as normal, got ${describeValue(family)}`,
  );
}

/** The parameters of the family's own fit of rough data, or where it refuses them its `roughStart`. */
function roughFit<Parameters extends object>(
  { fit, roughStart }: UnivariateFamily<Parameters>,
  { data, weights }: { readonly data: readonly number[]; readonly weights: readonly number[] },
  options: object,
): Parameters {
  try {
    return fit!(data, weights, options as never).parameters;
  } catch (error) {
    if (roughStart === undefined || !(error instanceof DomainError)) throw error;
    return roughStart(data, weights);
  }
}

/**
 * The parameters of greatest likelihood, from the family's own fit of `rough` data as a start.
 *
 * Errors  DomainError if the family has no fit or no smooth parameters, if its own fit refuses the rough data, or if
 *         the likelihood has no maximum that Newton's method finds.
 */
export function fitByLikelihood<Parameters extends object>(
  name: string,
  family: UnivariateFamily<Parameters>,
  rough: { readonly data: readonly number[]; readonly weights: readonly number[] },
  known: KnownParameters,
  meanLogLikelihood: (p: UnivariateDistribution) => number,
): Parameters {
  if (typeof known !== "object" || known === null || Array.isArray(known)) {
    throw new DomainError(
      `${name}.fit must be given known parameters as an object, got ${describeValue(known)}`,
    );
  }
  const { domains, fit, fitOptions = [] } = family;
  if (domains === undefined || fit === undefined) {
    throw new DomainError(
      `${name} cannot be fitted: the likelihood of ${family.familyName} is no smooth function of numbers; the likelihood itself, logLikelihood, is there`,
    );
  }
  checkOptions(`${name}.fit`, known, [...Object.keys(domains), ...fitOptions]);
  const options = Object.fromEntries(
    Object.entries(known).filter(([key]) => fitOptions.includes(key)),
  );
  const first = roughFit(family, rough, options) as Record<string, number>;
  const start = { ...first, ...known };
  const free = Object.keys(domains).filter((key) => !(key in known));
  const least = rough.data.reduce((a, b) => Math.min(a, b));
  const most = rough.data.reduce((a, b) => Math.max(a, b));
  const spread = (most - least) / 4 || 1;
  const at = (place: ArrayLike<number>): Parameters =>
    ({
      ...start,
      ...Object.fromEntries(
        free.map((key, i) => [key, scales[domains[key]!](start[key]!, place[i]!, spread)]),
      ),
    }) as Parameters;
  const likelihood = (place: ArrayLike<number>): number => {
    try {
      return meanLogLikelihood(family(at(place)));
    } catch (error) {
      // A trial step may leave what doubles can hold.
      if (error instanceof DomainError) return -Infinity;
      throw error;
    }
  };
  const { place, found } = maximise(likelihood, new Float64Array(free.length));
  if (!found) {
    throw new DomainError(
      `the fit of ${name} has no maximum that can be found: ${free.map((key, i) => `${key} came to ${scales[domains[key]!](start[key]!, place[i]!, spread).toPrecision(3)}`).join(", ")}; the data may say too little, or a simpler family fit as well`,
    );
  }
  return at(place);
}
