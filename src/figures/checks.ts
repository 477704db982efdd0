import { checkIsList, describeValue } from "../math/numeric/checks.js";
import { DomainError } from "../math/numeric/domainError.js";

/** Throws unless the list has entries: an empty figure says nothing. */
export function checkNotEmpty(name: string, values: ArrayLike<unknown>): void {
  if (values.length === 0) throw new DomainError(`${name} must not be empty`);
}

export function checkSameLength(
  a: string,
  first: ArrayLike<unknown>,
  b: string,
  second: ArrayLike<unknown>,
): void {
  checkIsList(a, first);
  checkIsList(b, second);
  if (first.length !== second.length) {
    throw new DomainError(
      `${a} and ${b} must have the same length, got ${first.length} and ${second.length}`,
    );
  }
}

export function probability(name: string, p: number): void {
  if (typeof p !== "number" || !(p >= 0 && p <= 1)) {
    throw new DomainError(`${name} must lie in [0, 1], got ${describeValue(p)}`);
  }
}

export function range(name: string, [from, to]: readonly [number, number]): void {
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to)) {
    throw new DomainError(
      `${name} must be two finite numbers in ascending order, got [${from}, ${to}]`,
    );
  }
}
