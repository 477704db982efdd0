import type { Arithmetic } from "./arithmetic.js";
import type { Least } from "./least.js";
import type { Quantity } from "./quantity.js";

/** How many whole numbers are tried one by one; then those that double. */
const oneByOne = 200;
const mostVectors = 4096;

/** Over whole numbers: one by one, and where they have no end, far out too. */
export function leastOfWhole<T>(
  F: Arithmetic<T>,
  f: (n: number) => T,
  low: number,
  high: number,
): Least<T> {
  const first = Number.isFinite(low) ? low : -oneByOne;
  const tried = Array.from({ length: Math.min(oneByOne, high - first + 1) }, (_, i) => first + i);
  const best = least(F, tried.map(f));
  if (high - first < oneByOne) return { value: best, isAttained: true };
  let far = first + oneByOne;
  const beyond: T[] = [];
  for (; far < 1e6 && far <= high; far *= 2) beyond.push(f(far));
  const further = least(F, beyond);
  return F.compare(further, best) < 0
    ? { value: F.of(NaN), isAttained: false }
    : { value: best, isAttained: true };
}

/** Over vectors of whole numbers, all of them. */
export function wholeVectors<T>(
  F: Arithmetic<T>,
  f: (cells: readonly T[]) => T,
  domain: Quantity,
  size: number,
): Least<T> {
  if (domain.kind === "oneHot") {
    const values = Array.from({ length: size }, (_, one) =>
      f(Array.from({ length: size }, (__, i) => F.of(i === one ? 1 : 0))),
    );
    return { value: least(F, values), isAttained: true };
  }
  const { low = 0, high = Infinity } = domain.range ?? {};
  const perCell = high - low + 1;
  if (!(perCell ** size <= mostVectors)) return { value: F.of(NaN), isAttained: true };
  const values = Array.from({ length: perCell ** size }, (_, code) =>
    f(
      Array.from({ length: size }, (__, i) =>
        F.of(low + (Math.floor(code / perCell ** i) % perCell)),
      ),
    ),
  );
  return { value: least(F, values), isAttained: true };
}

/** The least that is a number. */
function least<T>(F: Arithmetic<T>, values: readonly T[]): T {
  return values.reduce((a, b) => (F.compare(b, a) < 0 || Number.isNaN(F.toNumber(a)) ? b : a));
}
