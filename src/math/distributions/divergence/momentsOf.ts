import { DomainError } from "../../numeric/domainError.js";
import type { UnivariateDistribution } from "../distribution.js";
import { expectation } from "./expectation.js";
import { found } from "./isSettled.js";

/**
 * Mean and variance by quadrature or summation, where there is no closed form; each computed once.
 *
 * Errors  DomainError if the error bound stays above 1e-10 of the spread.
 */
export function momentsOf(itself: () => UnivariateDistribution): {
  mean(): number;
  variance(): number;
} {
  const meanUnder = (g: (x: number) => number) =>
    expectation(itself(), { g, roundings: (value) => 4 * Math.abs(value) });
  let mean: number | undefined;
  let variance: number | undefined;
  const meanOf = (): number => {
    if (mean !== undefined) return mean;
    const p = itself();
    // About the median, so that a far location costs no digits.
    const middle = p.quantile(0.5);
    const { value, errorBound } = meanUnder((x) => x - middle);
    const width = p.quantile(0.9) - p.quantile(0.1) || 1;
    if (!(Number.isFinite(value) && errorBound <= 1e-10 * Math.max(width, Math.abs(value)))) {
      throw new DomainError(
        `the mean of ${p.name} did not settle: ${found({ value: middle + value, errorBound })}; it may not exist`,
      );
    }
    return (mean = middle + value);
  };
  const varianceOf = (): number => {
    if (variance !== undefined) return variance;
    const m = meanOf();
    const { value, errorBound } = meanUnder((x) => (x - m) ** 2);
    if (!(Number.isFinite(value) && errorBound <= 1e-10 * value)) {
      throw new DomainError(
        `the variance of ${itself().name} did not settle: ${found({ value, errorBound })}; it may be infinite`,
      );
    }
    return (variance = value);
  };
  return { mean: meanOf, variance: varianceOf };
}
