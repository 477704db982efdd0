import { checkDistribution } from "../checkDistribution.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Distribution, Support, UnivariateDistribution } from "../distribution.js";
import { expectation } from "./expectation.js";
import { found, isSettled } from "./isSettled.js";
import { atomsOf, endsOf } from "../univariate.js";

/** A divergence and how it came about. */
export interface Comparison {
  /** Nats. */
  readonly value: number;
  /** The truth lies within value ± errorBound; 0 for a closed form (up to rounding). */
  readonly errorBound: number;
  readonly method: "closed form" | "quadrature" | "summation";
}

const isUnivariate = (p: { readonly support: Support }): boolean => p.support.kind !== "vector";

/** Masses and densities have no divergence, nor have vectors of different length. */
function checkComparable<X>(p: Distribution<X>, q: Distribution<X>): void {
  checkDistribution("p", p);
  checkDistribution("q", q);
  const a = p.support;
  const b = q.support;
  if (a.kind === "vector" || b.kind === "vector") {
    if (a.kind !== b.kind) {
      throw new DomainError(
        `p and q must both be distributions of vectors or of numbers, got ${p.name} and ${q.name}`,
      );
    }
    if (a.kind === "vector" && b.kind === "vector") {
      if (a.dimension !== b.dimension) {
        throw new DomainError(`q must have the dimension of p, ${a.dimension}, got ${b.dimension}`);
      }
      if (a.discrete !== b.discrete) {
        throw new DomainError(
          `p and q must both be discrete or both continuous, got ${p.name} and ${q.name}`,
        );
      }
    }
    return;
  }
  if ((a.kind === "real") !== (b.kind === "real")) {
    const [discrete, continuous] = a.kind === "real" ? [q, p] : [p, q];
    throw new DomainError(
      `p and q must both be discrete or both continuous, got masses (${discrete.name}) and a density (${continuous.name}): fit or smooth one of them first, as with kernelDensity`,
    );
  }
}

/** Whether p has a mass where q has but a density, which is infinitely less. */
function leavesAtoms<X>(p: Distribution<X>, q: Distribution<X>): boolean {
  const atoms = atomsOf(q.support);
  return atomsOf(p.support).some((x) => p.prob(x as X) > 0 && !atoms.includes(x));
}

/** Whether p has mass where q has none: an end of the support beyond q's. */
function leavesSupport(p: UnivariateDistribution, q: UnivariateDistribution): boolean {
  if (p.support.kind === "points") {
    return p.support.values.some((x) => p.prob(x) > 0 && q.logProb(x) === -Infinity);
  }
  if (leavesAtoms(p, q)) return true;
  // Ends may carry no mass (a mixture's unused component, a zero probability): ask p itself.
  const [lower, upper] = endsOf(q.support);
  return (lower > -Infinity && below(p, lower) > 0) || (upper < Infinity && p.survival(upper) > 0);
}

/** P(X < x). */
function below(p: UnivariateDistribution, x: number): number {
  if (p.support.kind === "integer") return p.cdf(x - 1);
  if (x <= endsOf(p.support)[0]) return 0;
  return atomsOf(p.support).includes(x) ? Math.max(0, p.cdf(x) - p.prob(x)) : p.cdf(x);
}

const sameEnds = (p: UnivariateDistribution, q: UnivariateDistribution): boolean =>
  p.support.kind === q.support.kind &&
  p.support.kind !== "points" &&
  endsOf(p.support).every((end, k) => end === endsOf(q.support)[k]) &&
  `${atomsOf(p.support)}` === `${atomsOf(q.support)}`;

/** Judges what quadrature or summation gave. */
function settled(
  what: string,
  p: UnivariateDistribution,
  q: UnivariateDistribution,
  result: { value: number; errorBound: number },
): Comparison {
  const method = p.support.kind === "real" ? "quadrature" : "summation";
  if (result.value === Infinity) return { value: Infinity, errorBound: 0, method };
  if (!isSettled(result)) {
    throw new DomainError(
      `${what} of ${p.name} and ${q.name} did not settle by ${method}: ${found(result)}; it may be infinite`,
    );
  }
  return { ...result, method };
}

/**
 * KL(p‖q) = E_p[ln p − ln q] with the bound of its error: a closed form where one is known, else
 * quadrature or summation of p ln(p/q) − p + q, whose terms are ≥ 0, so that p ≈ q keeps its digits.
 *
 * Errors  DomainError if p and q cannot be compared (masses and a density, other dimensions), or
 *         there is no closed form for vectors, or the quadrature does not settle.
 */
export function klDivergenceWithBound<X>(p: Distribution<X>, q: Distribution<X>): Comparison {
  checkComparable(p, q);
  const closed = p.closedKlDivergence?.(q);
  if (closed !== undefined) return { value: closed, errorBound: 0, method: "closed form" };
  if (!isUnivariate(p)) {
    throw new DomainError(
      `klDivergence knows no closed form for ${p.name} and ${q.name}, and there is no quadrature beyond one dimension`,
    );
  }
  const P = p as unknown as UnivariateDistribution;
  const Q = q as unknown as UnivariateDistribution;
  if (leavesSupport(P, Q)) return { value: Infinity, errorBound: 0, method: "closed form" };
  const crossed = q.closedCrossEntropyFrom?.(p);
  if (crossed !== undefined) {
    const value = crossed === Infinity ? Infinity : Math.max(0, crossed - p.entropy());
    // Between neighbours the difference has lost its digits, and quadrature has not.
    if (value > 1e-6) return { value, errorBound: 0, method: "closed form" };
  }
  const result = expectation(P, {
    g: (x, logP) => logP - Q.logProb(x),
    other: Q,
    gap: sameEnds(P, Q),
  });
  const judged = settled("klDivergence", P, Q, result);
  return { ...judged, value: Math.max(0, judged.value) };
}

/**
 * H(p, q) = −E_p[ln q] with the bound of its error: closed form, quadrature or summation.
 *
 * Errors  as `klDivergenceWithBound`.
 */
export function crossEntropyWithBound<X>(p: Distribution<X>, q: Distribution<X>): Comparison {
  checkComparable(p, q);
  const crossed = leavesAtoms(p, q) ? undefined : q.closedCrossEntropyFrom?.(p);
  if (crossed !== undefined) return { value: crossed, errorBound: 0, method: "closed form" };
  const closed = p.closedKlDivergence?.(q);
  if (closed !== undefined) {
    const value = closed === Infinity ? Infinity : p.entropy() + closed;
    return { value, errorBound: 0, method: "closed form" };
  }
  if (!isUnivariate(p)) {
    throw new DomainError(
      `crossEntropy knows no closed form for ${p.name} and ${q.name}, and there is no quadrature beyond one dimension`,
    );
  }
  const P = p as unknown as UnivariateDistribution;
  const Q = q as unknown as UnivariateDistribution;
  if (leavesSupport(P, Q)) return { value: Infinity, errorBound: 0, method: "closed form" };
  const result = expectation(P, { g: (x) => -Q.logProb(x), other: Q });
  return settled("crossEntropy", P, Q, result);
}
