import type { UnivariateDistribution } from "../distribution.js";
import { expectation } from "./expectation.js";
import { settledValue } from "./isSettled.js";

/**
 * −E_p[ln p] by quadrature or summation, where there is no closed form.
 *
 * Errors  DomainError with the bound that was reached, where that is not 1e-10 of the value (of 1, below 1).
 */
export function entropyOf(p: UnivariateDistribution): number {
  return settledValue(`the entropy of ${p.name}`, expectation(p, { g: (_, logP) => -logP }));
}
