import { DomainError } from "../../numeric/domainError.js";
import type { Integral } from "../../numeric/quadrature/integrate.js";

/** What quadrature and summation promise: relative to the value, or to 1 where the value is smaller. */
const PROMISE = 1e-10;

/** Whether a result is as good as promised. */
export const isSettled = ({ value, errorBound }: Integral): boolean =>
  errorBound <= PROMISE * Math.max(1, Math.abs(value));

/** What was found, in words: a number, or that there is none. */
export const found = ({ value, errorBound }: Integral): string =>
  Number.isNaN(value) ? "no number was found" : `${value} with an error of up to ${errorBound}`;

/**
 * The value of a result that is as good as promised.
 *
 * Errors  DomainError with the bound that was reached, where it is not.
 */
export function settledValue(what: string, result: Integral): number {
  if (isSettled(result)) return result.value;
  throw new DomainError(`${what} did not settle: ${found(result)}`);
}
