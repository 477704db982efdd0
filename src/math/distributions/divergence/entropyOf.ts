import { DomainError } from "../../numeric/domainError.js";
import type { UnivariateDistribution } from "../distribution.js";
import { expectation } from "./expectation.js";
import { isSettled } from "./isSettled.js";

/**
 * −E_p[ln p] by quadrature or summation, where there is no closed form.
 *
 * Errors  DomainError with the bound that was reached, where that is not 1e-10 of the value (of 1, below 1).
 */
export function entropyOf(p: UnivariateDistribution): number {
  const result = expectation(p, { g: (_, logP) => -logP });
  if (!isSettled(result)) {
    throw new DomainError(
      `the entropy of ${p.name} did not settle: ${result.value} with an error of up to ${result.errorBound}`,
    );
  }
  return result.value;
}
