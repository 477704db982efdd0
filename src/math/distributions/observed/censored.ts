import { checkIsList, checkNumber, describeValue } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Tails } from "../../numeric/special/tails.js";
import type { Vector } from "../../numeric/vector.js";
import type { UnivariateDistribution } from "../distribution.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { breaksWithin } from "../divergence/landmarks.js";
import { momentsOf } from "../divergence/momentsOf.js";
import { checkWeightsOf } from "../fit/data.js";
import { atomsOf, endsOf, univariate, type Univariate } from "../univariate.js";
import {
  checkFamily,
  fitByLikelihood,
  type KnownParameters,
  type UnivariateFamily,
} from "./fitByLikelihood.js";
import { logAtLeast, logWithin } from "./mass.js";
import { limitsOf, type Limits } from "./truncated.js";

/** What is known of one datum: the number itself, or where it lies, both ends included. */
export type Observation =
  | number
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly between: readonly [number, number] };

/** A family whose data may be known only to lie somewhere. */
export interface CensoredFamily<Parameters extends object> {
  (parameters: Parameters): Univariate<Parameters>;
  /** ln of the likelihood: densities of exact numbers, masses of what is only known to lie somewhere. */
  logLikelihood(
    parameters: Parameters,
    data: readonly Observation[] | Vector,
    weights?: Vector,
  ): number;
  /** The parameters of greatest likelihood; `known` as the options of the family's own fit. */
  fit(
    data: readonly Observation[] | Vector,
    weights?: Vector,
    known?: KnownParameters,
  ): Univariate<Parameters>;
}

/** From where to where a datum is known to lie; equal ends for an exact number. */
interface Known {
  readonly from: number;
  readonly to: number;
}

function knownOf(name: string, value: unknown, lower: number, upper: number): Known {
  if (typeof value === "number") {
    checkNumber(name, value);
    if (value >= upper) return { from: upper, to: Infinity };
    if (value <= lower) return { from: -Infinity, to: lower };
    if (Number.isFinite(value)) return { from: value, to: value };
  }
  const entries = value !== null && typeof value === "object" ? Object.entries(value) : [];
  const [key, held] = (entries.length === 1 ? entries[0] : undefined) ?? ["", undefined];
  if (key === "atLeast" && typeof held === "number" && Number.isFinite(held)) {
    return { from: held, to: Infinity };
  }
  if (key === "atMost" && typeof held === "number" && Number.isFinite(held)) {
    return { from: -Infinity, to: held };
  }
  if (key === "between" && Array.isArray(held)) {
    const [from, to] = held as unknown[];
    if (typeof from === "number" && typeof to === "number" && from < to) return { from, to };
  }
  throw new DomainError(
    `${name} must be a finite number, { atLeast: c }, { atMost: c } or { between: [a, b] } with a < b, got ${typeof value === "bigint" ? describeValue(value) : JSON.stringify(value)}`,
  );
}

function logTermOf(p: UnivariateDistribution, { from, to }: Known): number {
  if (from === to) return p.logProb(from);
  if (to === Infinity) return logAtLeast(p, from);
  return from === -Infinity ? p.logCdf(to) : logWithin(p, from, to);
}

/** Numbers that stand for the data in a first, rough fit: whole ones where all ends are, which may be counts. */
function roughOf(terms: readonly Known[]): number[] {
  const ends = terms.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const isWhole = ends.every(Number.isInteger);
  return terms.map(({ from, to }) => {
    if (from === -Infinity) return to;
    if (to === Infinity) return from;
    const middle = from + (to - from) / 2;
    return isWhole ? Math.round(middle) : middle;
  });
}

/** max(lower, min(X, upper)): masses at the limits, the density between. */
function clamped<Parameters extends object>(
  p: Univariate<Parameters>,
  lower: number,
  upper: number,
): Univariate<Parameters> {
  if (lower === -Infinity && upper === Infinity) return p;
  if (p.support.kind === "points") {
    throw new DomainError(`${p.name} has masses at points: clamp its samples instead`);
  }
  const [least, most] = endsOf(p.support);
  const [from, to] = [Math.max(lower, least), Math.min(upper, most)];
  if (!(from <= to)) {
    throw new DomainError(
      `${p.name} must reach between ${lower} and ${upper}, it has ${least} to ${most}`,
    );
  }
  if (
    p.support.kind === "integer" &&
    [from, to].some((x) => Number.isFinite(x) && !Number.isInteger(x))
  ) {
    throw new DomainError(
      `limits of the counts of ${p.name} must be whole numbers, got ${from} and ${to}`,
    );
  }
  const masses = [
    ...(lower > least ? [from] : []),
    ...atomsOf(p.support).filter((x) => (x > from || lower <= least) && x >= from && x < to),
    ...(upper < most ? [to] : []),
  ];
  const clamp = (x: number): number => Math.min(to, Math.max(from, x));
  const logTails = (x: number): Tails => ({ lower: p.logCdf(x), upper: p.logSurvival(x) });
  const itself: Univariate<Parameters> = univariate<Parameters>({
    name: `censored(${p.name})`,
    parameters: p.parameters,
    support:
      p.support.kind === "integer"
        ? { kind: "integer", lower: from, upper: to }
        : { kind: "real", lower: from, upper: to, atoms: masses },
    kinks: breaksWithin(p, from, to),
    logProb(x) {
      if (x === from && lower > least) return p.logCdf(from);
      if (x === to && upper < most) return logAtLeast(p, to);
      return p.logProb(x);
    },
    tails: (x) => ({ lower: p.cdf(x), upper: p.survival(x) }),
    logTails,
    quantile: (u) => clamp(p.quantile(u)),
    ...momentsOf(() => itself),
    entropy: () => entropyOf(itself),
    sample: (rng) => clamp(p.sample(rng)),
  });
  return itself;
}

/**
 * A family whose data may be censored: of some it is only known that they are at least c, at most c, or between two
 * numbers. Of a lamp that still burns after c hours the likelihood is P(X ≥ c).
 *
 *     ln L = Σ ln p(xᵢ) + Σ ln P(X ≥ cᵢ) + Σ ln P(X ≤ cᵢ) + Σ ln P(aᵢ ≤ X ≤ bᵢ)
 *
 *     censored(weibull).fit([3.1, 4.5, { atLeast: 6 }, { between: [2, 3] }]);
 *     const p = censored(normal, { lower: 0 })({ mean: 1, standardDeviation: 2 });   // max(X, 0)
 *
 * Limits are those of the instrument: a number at or beyond a limit counts as censored there, and the distribution is
 * that of the clamped number: a mass at each limit and a density between, which entropy and divergences keep apart. A
 * count's P(X ≥ c) has the mass at c in it. Each term is a logarithm with all its digits in either tail.
 * Fit     by Newton's method on the likelihood, to 1e-8, from the family's own fit of the numbers as they stand.
 * Errors  DomainError if the limits cross, or the family has nothing between them; fit: for what is no observation,
 *         if the family's own fit refuses the numbers, or the likelihood has no maximum (all censored on one side).
 * Source  Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data (2002), ch. 3; Tobin (1958), Econometrica 26.
 */
export function censored<Parameters extends object>(
  family: UnivariateFamily<Parameters>,
  limits: Limits = {},
): CensoredFamily<Parameters> {
  checkFamily("censored", family);
  const { lower, upper } = limitsOf("censored", limits);
  const create = (parameters: Parameters): Univariate<Parameters> =>
    clamped(family(parameters), lower, upper);
  const checked = (data: readonly Observation[] | Vector, weights: Vector | undefined) => {
    checkIsList("data", data);
    const all = Array.from(data as ArrayLike<Observation>);
    if (all.length === 0) throw new DomainError("data must not be empty");
    const known = all.map((value, i) => knownOf(`data[${i}]`, value, lower, upper));
    const used = checkWeightsOf(all.length, weights);
    // Many data that are known alike are one term.
    const terms = new Map<string, Known & { weight: number }>();
    known.forEach((one, i) => {
      if (used[i] === 0) return;
      const key = `${one.from} ${one.to}`;
      const before = terms.get(key)?.weight ?? 0;
      terms.set(key, { ...one, weight: before + used[i]! });
    });
    return [...terms.values()];
  };
  const sum = (
    p: UnivariateDistribution,
    terms: readonly (Known & { weight: number })[],
  ): number => {
    let total = 0;
    for (const term of terms) total += term.weight * logTermOf(p, term);
    return total;
  };
  return Object.assign(create, {
    logLikelihood: (
      parameters: Parameters,
      data: readonly Observation[] | Vector,
      weights?: Vector,
    ): number => sum(family(parameters), checked(data, weights)),
    fit(
      data: readonly Observation[] | Vector,
      weights?: Vector,
      known: KnownParameters = {},
    ): Univariate<Parameters> {
      const terms = checked(data, weights);
      const total = terms.reduce((all, { weight }) => all + weight, 0);
      const rough = {
        data: roughOf(terms),
        weights: terms.map(({ weight }) => weight),
      };
      const parameters = fitByLikelihood(
        `censored(${family.familyName})`,
        family,
        rough,
        known,
        (p) => sum(p, terms) / total,
      );
      return create(parameters);
    },
  });
}
