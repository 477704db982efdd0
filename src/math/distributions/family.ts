import { checkOptions } from "../numeric/checks.js";

/** Where a parameter lives: how a search for the greatest likelihood moves it. */
export type ParameterDomain = "real" | "positive" | "probability";

/** What a family says of itself, as data: tests and tables of families read it. */
export interface FamilyDescription {
  /** The name of the export, and of its distributions. */
  readonly familyName: string;
  /** What its parameters are called. */
  readonly parameterNames: readonly string[];
}

/**
 * A family: call it with parameters for a distribution; `fit` and `loss` stand on it.
 *
 *     const p = normal({ mean: 0, standardDeviation: 2 });
 *     const q = normal.fit(data);
 *
 * A parameter that the family does not know is a DomainError, not silence.
 */
export function family<Parameters extends object, Made extends object, Extras extends object>(
  familyName: string,
  parameterNames: readonly (keyof Parameters & string)[],
  create: (parameters: Parameters) => Made,
  extras: Extras,
): ((parameters: Parameters) => Made) & FamilyDescription & Extras {
  const checked = (parameters: Parameters): Made => {
    checkOptions(familyName, parameters, parameterNames);
    return create(parameters);
  };
  const { fit, fitOptions = [] } = extras as FittableExtras;
  const checkedFit: FittableExtras["fit"] = (data, weights, options) => {
    if (options !== undefined) checkOptions(`${familyName}.fit`, options, fitOptions);
    // So that an option that must be given is asked for by its name.
    return fit!(data, weights, options ?? {});
  };
  return Object.assign(
    checked,
    { familyName, parameterNames },
    extras,
    fit === undefined ? {} : { fit: checkedFit },
  );
}

/** What `family` looks for among the extras: a fit, and what its options are called. */
interface FittableExtras {
  readonly fit?: (data: unknown, weights: unknown, options?: object) => unknown;
  readonly fitOptions?: readonly string[];
}
