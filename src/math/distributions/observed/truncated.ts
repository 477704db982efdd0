import { checkNumber, checkOptions } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import type { Tails } from "../../numeric/special/tails.js";
import type { Vector } from "../../numeric/vector.js";
import type { Rng } from "../../random/rng.js";
import type { Support } from "../distribution.js";
import { discreteQuantile } from "../discrete/discreteQuantile.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { breaksWithin } from "../divergence/landmarks.js";
import { momentsOf } from "../divergence/momentsOf.js";
import { weightedData } from "../fit/data.js";
import { atomsOf, endsOf, univariate, type Univariate } from "../univariate.js";
import {
  checkFamily,
  fitByLikelihood,
  type KnownParameters,
  type UnivariateFamily,
} from "./fitByLikelihood.js";
import { logAtLeast, logBetween, logWithin } from "./mass.js";

/** Between which numbers one sees anything, both included; without them, everything on that side. */
export interface Limits {
  readonly lower?: number;
  readonly upper?: number;
}

/** A family of distributions that are seen only between limits. */
export interface TruncatedFamily<Parameters extends object> {
  (parameters: Parameters): Univariate<Parameters>;
  /** ln of the likelihood of data that were kept because they lay between the limits. */
  logLikelihood(parameters: Parameters, data: Vector, weights?: Vector): number;
  /** The parameters of greatest likelihood; `known` as the options of the family's own fit. */
  fit(data: Vector, weights?: Vector, known?: KnownParameters): Univariate<Parameters>;
}

/** Checked limits, infinite where none is given. */
export function limitsOf(name: string, limits: Limits): { lower: number; upper: number } {
  checkOptions(name, limits, ["lower", "upper"]);
  const { lower = -Infinity, upper = Infinity } = limits;
  checkNumber("lower", lower);
  checkNumber("upper", upper);
  if (!(lower < upper)) {
    throw new DomainError(`lower must be below upper, got ${lower} and ${upper}`);
  }
  return { lower, upper };
}

/** The part of a support between two limits. */
export function clipped(support: Support, lower: number, upper: number) {
  const [least, most] = endsOf(support);
  if (support.kind === "points") {
    const values = support.values.filter((x) => x >= lower && x <= upper);
    return { kind: "points" as const, values };
  }
  const [from, to] = [Math.max(lower, least), Math.min(upper, most)];
  if (support.kind === "integer") {
    return { kind: "integer" as const, lower: Math.ceil(from), upper: Math.floor(to) };
  }
  const atoms = atomsOf(support).filter((x) => x >= lower && x <= upper);
  return { kind: "real" as const, lower: from, upper: to, ...(atoms.length > 0 && { atoms }) };
}

function between<Parameters extends object>(
  p: Univariate<Parameters>,
  lower: number,
  upper: number,
): Univariate<Parameters> {
  const support = clipped(p.support, lower, upper);
  const [least, most] =
    support.kind === "points" && support.values.length === 0 ? [1, 0] : endsOf(support);
  /** ln P(lower ≤ X ≤ x) and ln P(x < X ≤ upper) of p. */
  const upTo = (x: number): number => (lower === -Infinity ? p.logCdf(x) : logWithin(p, lower, x));
  const beyond = (x: number): number =>
    upper === Infinity ? p.logSurvival(x) : logBetween(p, x, upper);
  const logShare =
    least > most
      ? -Infinity
      : lower === -Infinity
        ? upTo(upper)
        : upper === Infinity
          ? logAtLeast(p, lower)
          : logWithin(p, lower, upper);
  if (logShare === -Infinity) {
    throw new DomainError(
      `${p.name} must have mass between ${lower} and ${upper} to be truncated to it, got none`,
    );
  }
  const logTails = (x: number): Tails => {
    const lowerTail = Math.min(0, upTo(x) - logShare);
    const upperTail = Math.min(0, beyond(x) - logShare);
    return lowerTail < upperTail
      ? { lower: lowerTail, upper: log1mExp(lowerTail) }
      : { lower: log1mExp(upperTail), upper: upperTail };
  };
  const tails = (x: number): Tails => {
    const logs = logTails(x);
    return { lower: Math.exp(logs.lower), upper: Math.exp(logs.upper) };
  };
  const quantile = (u: number): number => {
    if (support.kind === "integer") {
      return discreteQuantile(
        tails,
        u,
        least,
        most,
        Math.min(most, Math.max(least, p.quantile(0.5))),
      );
    }
    if (support.kind === "points") {
      const { values } = support;
      return values[discreteQuantile((k) => tails(values[k]!), u, 0, values.length - 1, 0)]!;
    }
    const difference =
      u <= 0.5
        ? (x: number) => Math.max(-1e4, logTails(x).lower) - Math.log(u)
        : (x: number) => Math.log1p(-u) - Math.max(-1e4, logTails(x).upper);
    const step = p.quantile(0.75) - p.quantile(0.25);
    const [from, to] = bracket(difference, least, most, step);
    if (!(difference(from) < 0)) return from;
    const root = findRoot(difference, from, to);
    return (
      atomsOf(support).find((x) => Math.abs(x - root) <= 8 * Number.EPSILON * Math.abs(x)) ?? root
    );
  };
  const moments = momentsOf(() => itself);
  const itself: Univariate<Parameters> = univariate({
    name: `truncated(${p.name})`,
    parameters: p.parameters,
    support,
    kinks: breaksWithin(p, least, most),
    logProb: (x) => p.logProb(x) - logShare,
    tails,
    logTails,
    quantile,
    ...moments,
    entropy: () => entropyOf(itself),
    sample(rng: Rng) {
      for (let trial = 0; logShare > Math.log(0.2) && trial < 1000; trial++) {
        const x = p.sample(rng);
        if (x >= lower && x <= upper) return x;
      }
      return quantile(rng.uniform() || 2 ** -54);
    },
  });
  return itself;
}

/** Two numbers between which a rising function changes sign, from ends that may be infinite. */
function bracket(
  f: (x: number) => number,
  least: number,
  most: number,
  step: number,
): [number, number] {
  if (Number.isFinite(least) && Number.isFinite(most)) return [least, most];
  const anchor = Number.isFinite(least) ? least : Number.isFinite(most) ? most : 0;
  let low = Number.isFinite(least) ? least : anchor - step;
  let high = Number.isFinite(most) ? most : anchor + step;
  for (let width = step; low !== least && f(low) > 0; width *= 2) low -= width;
  for (let width = step; high !== most && f(high) < 0; width *= 2) high += width;
  return [low, high];
}

/**
 * A family seen only between limits: who is below or above is not in the data at all, not even as a number of them.
 *
 *     p(x | lower ≤ X ≤ upper) = p(x)/P(lower ≤ X ≤ upper);   both limits included
 *
 *     const p = truncated(normal, { lower: 0 })({ mean: 1, standardDeviation: 2 });
 *     const q = truncated(normal, { lower: 0 }).fit(data);   // the normal before it was cut
 *
 * Any family of one number, masses or a density. The share is told by its logarithm, so that a cut 40 deviations out
 * is one too. Mean, variance and entropy are quadratures or sums, to 1e-10. `{ lower: 1 }` of a Poisson is
 * `zeroTruncatedPoisson`.
 * Fit     by Newton's method on the likelihood, to 1e-8, from the family's own fit.
 * Errors  DomainError if lower is not below upper, or the family has no mass between; fit: if a datum lies outside,
 *         or the family has no smooth parameters, or the likelihood no maximum (a tail alone may not tell them).
 * Source  Johnson, Kotz & Balakrishnan 1 (1994), §10.1; Cohen, Truncated and Censored Samples (1991), ch. 2.
 */
export function truncated<Parameters extends object>(
  family: UnivariateFamily<Parameters>,
  limits: Limits,
): TruncatedFamily<Parameters> {
  checkFamily("truncated", family);
  const { lower, upper } = limitsOf("truncated", limits);
  const create = (parameters: Parameters): Univariate<Parameters> =>
    between(family(parameters), lower, upper);
  const checked = (data: Vector, weights: Vector | undefined) =>
    weightedData(data, weights, (x) => x >= lower && x <= upper, `from ${lower} to ${upper}`);
  return Object.assign(create, {
    logLikelihood(parameters: Parameters, data: Vector, weights?: Vector): number {
      const p = create(parameters);
      const { average, totalWeight } = checked(data, weights);
      return totalWeight * average((x) => p.logProb(x));
    },
    fit(data: Vector, weights?: Vector, known: KnownParameters = {}): Univariate<Parameters> {
      const { average, weights: used } = checked(data, weights);
      const counts = (_: number, i: number): boolean => used[i]! > 0;
      const rough = {
        data: Array.from(data).filter(counts),
        weights: Array.from(used).filter(counts),
      };
      const parameters = fitByLikelihood(
        `truncated(${family.familyName})`,
        family,
        rough,
        known,
        (p) => {
          const cut = between(p as Univariate<Parameters>, lower, upper);
          return average((x) => cut.logProb(x));
        },
      );
      return create(parameters);
    },
  });
}
