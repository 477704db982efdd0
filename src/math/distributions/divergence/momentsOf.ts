import { DomainError } from "../../numeric/domainError.js";
import type { UnivariateDistribution } from "../distribution.js";
import { overSupport } from "./expectation.js";

/**
 * Mean and variance by quadrature or summation, where there is no closed form; each computed once.
 *
 * Errors  DomainError if the error bound stays above 1e-9 of the spread.
 */
export function momentsOf(itself: () => UnivariateDistribution): {
  mean(): number;
  variance(): number;
} {
  const expectation = (what: string, f: (x: number) => number): number => {
    const p = itself();
    const { value, errorBound } = overSupport(p, (x) => {
      const density = p.prob(x);
      return density === 0 ? 0 : density * f(x);
    });
    if (errorBound <= 1e-9 * Math.max(1e-300, Math.abs(value))) return value;
    throw new DomainError(
      `the ${what} of ${p.name} did not settle: ${value} with an error of up to ${errorBound}; it may be infinite`,
    );
  };
  let mean: number | undefined;
  let variance: number | undefined;
  // About the median, so that a far location costs no digits.
  const centre = (): number => itself().quantile(0.5);
  const meanOf = (): number => {
    if (mean !== undefined) return mean;
    const middle = centre();
    const p = itself();
    const { value, errorBound } = overSupport(p, (x) => {
      const density = p.prob(x);
      return density === 0 ? 0 : density * (x - middle);
    });
    const width = p.quantile(0.9) - p.quantile(0.1) || 1;
    if (!(errorBound <= 1e-9 * Math.max(width, Math.abs(value)))) {
      throw new DomainError(
        `the mean of ${p.name} did not settle: ${middle + value} with an error of up to ${errorBound}; it may not exist`,
      );
    }
    return (mean = middle + value);
  };
  return {
    mean: meanOf,
    variance() {
      const m = meanOf();
      return (variance ??= expectation("variance", (x) => (x - m) ** 2));
    },
  };
}
