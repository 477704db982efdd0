import { DomainError } from "../../numeric/domainError.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { integrate, type Integral } from "../../numeric/special/integrate.js";
import type { UnivariateDistribution } from "../distribution.js";
import { landmarksOf } from "./landmarks.js";
import { atomsOf, endsOf } from "../univariate.js";

/** How many atoms a sum may have before it is given up. */
const LONGEST_SUM = 20_000_000;

/** Where the integrand has mass, a kink or an end. */
const pointsOf = (p: UnivariateDistribution): number[] => [
  ...landmarksOf(p),
  ...(p.kinks ?? []),
  ...endsOf(p.support),
];

/** Σ over integers from the middle outward, until the terms fall like a geometric series below 1e-17. */
function sumIntegers(
  term: (k: number) => number,
  lower: number,
  upper: number,
  from: number,
  to: number,
): Integral {
  const sum = new RunningSum();
  let absolute = 0;
  let bound = 0;
  let count = 0;
  const add = (k: number): number => {
    const value = term(k);
    if (Number.isNaN(value)) throw new DomainError(`a term of the sum is not a number at ${k}`);
    sum.add(value);
    absolute += Math.abs(value);
    if (++count > LONGEST_SUM) {
      throw new DomainError(`the sum over integers did not settle within ${LONGEST_SUM} terms`);
    }
    return Math.abs(value);
  };
  for (let k = from; k <= to; k++) add(k);
  for (const [start, step, end] of [
    [to + 1, 1, upper],
    [from - 1, -1, lower],
  ] as const) {
    let last = Infinity;
    let quiet = 0;
    for (let k = start; step * k <= step * end; k += step) {
      const size = add(k);
      const ratio = size === 0 ? 0 : size / last;
      // Several falling terms in a row, so that a passing zero of the term does not end the sum.
      quiet = ratio < 1 && (size * ratio) / (1 - ratio) <= 1e-17 * absolute ? quiet + 1 : 0;
      if (quiet >= 8) {
        bound += ratio < 1 ? (size * ratio) / (1 - ratio) : 0;
        break;
      }
      last = size;
      if (sum.total === Infinity) return { value: Infinity, errorBound: 0 };
    }
  }
  return {
    value: sum.total,
    errorBound: bound + (2 + Math.log2(count + 1)) * Number.EPSILON * absolute,
  };
}

/**
 * The integral or sum of `term` over the support of p, with a bound of its error. `others` name
 * distributions whose kinks and mass the term also has.
 *
 * Errors  DomainError if the support is one of vectors or a sum does not settle.
 */
export function overSupport(
  p: UnivariateDistribution,
  term: (x: number) => number,
  others: readonly UnivariateDistribution[] = [],
): Integral {
  const { support } = p;
  if (support.kind === "vector") {
    throw new DomainError("there is no quadrature beyond one dimension, got a vector support");
  }
  if (support.kind === "points") {
    const sum = new RunningSum();
    let absolute = 0;
    for (const x of support.values) {
      const value = term(x);
      sum.add(value);
      absolute += Math.abs(value);
    }
    return { value: sum.total, errorBound: 4 * Number.EPSILON * absolute };
  }
  const { lower, upper } = support;
  if (support.kind === "integer") {
    const marks = [p, ...others].flatMap(landmarksOf);
    const from = Math.max(lower, Math.floor(Math.min(...marks)));
    const to = Math.min(upper, Math.ceil(Math.max(...marks)));
    return sumIntegers(term, lower, upper, from, to);
  }
  const atoms = atomsOf(support);
  const masses = new RunningSum();
  for (const atom of atoms) masses.add(term(atom));
  // A node next to an end may round to it, where a density like the beta's can be infinite.
  const inside = (x: number): number =>
    x > lower && x < upper && !atoms.includes(x) ? term(x) : 0;
  const density = integrate(inside, lower, upper, { points: [p, ...others].flatMap(pointsOf) });
  return { value: density.value + masses.total, errorBound: density.errorBound };
}
