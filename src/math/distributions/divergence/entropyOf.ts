import { DomainError } from "../../numeric/domainError.js";
import type { UnivariateDistribution } from "../distribution.js";
import { overSupport } from "./expectation.js";

/**
 * −E_p[ln p] by quadrature or summation, where there is no closed form.
 *
 * Errors  DomainError if the error bound stays above 1e-9 of the value (at least 1e-9).
 */
export function entropyOf(p: UnivariateDistribution): number {
  const { value, errorBound } = overSupport(p, (x) => {
    const logProb = p.logProb(x);
    return logProb === -Infinity ? 0 : -Math.exp(logProb) * logProb;
  });
  if (!(errorBound <= 1e-9 * Math.max(1, Math.abs(value)))) {
    throw new DomainError(
      `the entropy of ${p.name} did not settle: ${value} with an error of up to ${errorBound}`,
    );
  }
  return value;
}
