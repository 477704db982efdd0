import { checkDistribution } from "./checkDistribution.js";
import { checkInterval, checkNumber } from "../numeric/checks.js";
import { logTails as logsOf, type Tails } from "../numeric/special/tails.js";
import { checkRng } from "../random/checkRng.js";
import type { Rng } from "../random/rng.js";
import type { Distribution, Support, UnivariateDistribution } from "./distribution.js";

/** What a family says of itself; `univariate` adds what is the same for all of them. */
export interface UnivariateDefinition<Parameters extends object> {
  readonly name: string;
  readonly parameters: Parameters;
  readonly support: Exclude<Support, { kind: "vector" }>;
  /** For x inside the support. */
  logProb(x: number): number;
  /** P(X ≤ x) and P(X > x), for x inside the support. */
  tails(x: number): Tails;
  /** ln of the tails, where one of them may be too small for a double: by default the logarithms of `tails`. */
  logTails?(x: number): Tails;
  /** For u strictly between 0 and 1. */
  quantile(u: number): number;
  mean(): number;
  variance(): number;
  entropy(): number;
  /** By default the quantile of a uniform number in (0, 1). */
  sample?(rng: Rng): number;
  readonly kinks?: readonly number[];
  /** E[ln X], of a distribution on the positive numbers. */
  meanLog?(): number;
  /** The variance of ln X, likewise. */
  varianceLog?(): number;
  /** E[ln(1 − X)], of a distribution on [0, 1]. */
  meanLogComplement?(): number;
  readonly landmarks?: readonly number[];
  closedKlDivergence?(q: Distribution): number | undefined;
  closedCrossEntropyFrom?(p: Distribution): number | undefined;
}

/** A univariate distribution whose parameters are known by name. */
export interface Univariate<Parameters extends object> extends UnivariateDistribution {
  readonly parameters: Readonly<Parameters>;
}

/** The two ends of a univariate support. */
export function endsOf(support: Support): readonly [number, number] {
  if (support.kind === "points") return [support.values[0]!, support.values.at(-1)!];
  if (support.kind === "vector") return [-Infinity, Infinity];
  return [support.lower, support.upper];
}

/**
 * Builds a distribution from its definition: refuses NaN, answers outside the support (logProb
 * −Infinity, cdf 0 or 1), between the integers of a discrete one, and at the ends of quantile.
 */
export function univariate<Parameters extends object>(
  definition: UnivariateDefinition<Parameters>,
): Univariate<Parameters> {
  const { support } = definition;
  const [lower, upper] = endsOf(support);
  const inside = (x: number): boolean =>
    x >= lower && x <= upper && (support.kind !== "integer" || Number.isInteger(x));

  const inTails = (x: number, within: (at: number) => Tails, none: number, all: number): Tails => {
    checkNumber("x", x);
    const at = support.kind === "integer" ? Math.floor(x) : x;
    if (at < lower || at === -Infinity) return { lower: none, upper: all };
    if (at >= upper) return { lower: all, upper: none };
    return within(at);
  };
  const tails = (x: number): Tails => inTails(x, (at) => definition.tails(at), 0, 1);
  const logTails = (x: number): Tails =>
    inTails(x, (at) => definition.logTails?.(at) ?? logsOf(definition.tails(at)), -Infinity, 0);
  const logProb = (x: number): number => {
    checkNumber("x", x);
    return inside(x) && Number.isFinite(x) ? definition.logProb(x) : -Infinity;
  };
  const quantile = (u: number): number => {
    checkInterval("u", u, 0, 1);
    if (u === 0) return lower;
    if (u === 1) return upper;
    return definition.quantile(u);
  };
  /** A number that was rounded to an end where the density is 0 is drawn as the double beside it. */
  const withMass = (end: number): number => {
    if (!Number.isFinite(end) || logProb(end) > -Infinity) return end;
    const gap = Math.max(5e-324, (Math.abs(end) * Number.EPSILON) / 2);
    return end === lower ? end + gap : end - gap;
  };
  return {
    name: definition.name,
    parameters: definition.parameters,
    support,
    kinks: definition.kinks,
    logProb,
    prob: (x) => Math.exp(logProb(x)),
    cdf: (x) => tails(x).lower,
    survival: (x) => tails(x).upper,
    logCdf: (x) => logTails(x).lower,
    logSurvival: (x) => logTails(x).upper,
    quantile,
    mean: () => definition.mean(),
    variance: () => definition.variance(),
    entropy: () => definition.entropy(),
    meanLog: definition.meanLog,
    varianceLog: definition.varianceLog,
    meanLogComplement: definition.meanLogComplement,
    landmarks: definition.landmarks,
    sample(rng) {
      checkRng(rng);
      const x =
        definition.sample === undefined
          ? quantile(rng.uniform() || 2 ** -54)
          : definition.sample(rng);
      return support.kind === "real" && (x === lower || x === upper) ? withMass(x) : x;
    },
    closedKlDivergence(q) {
      checkDistribution("q", q);
      return definition.closedKlDivergence?.(q);
    },
    closedCrossEntropyFrom(p) {
      checkDistribution("p", p);
      return definition.closedCrossEntropyFrom?.(p);
    },
  };
}

/** The numbers with a mass of their own beside a density; none of most. */
export function atomsOf(support: Support): readonly number[] {
  return support.kind === "real" ? (support.atoms ?? []) : [];
}

/** q's parameters if it belongs to the family of that name: how a closed form knows its partner. */
export function parametersOf<Parameters extends object>(
  q: { readonly name: string; readonly parameters: object },
  name: string,
): Parameters | undefined {
  return q.name === name ? (q.parameters as Parameters) : undefined;
}

/** Whether p lives on the real numbers from 0 up: what the closed forms of positive families need. */
export function isNonNegative(p: Distribution): p is UnivariateDistribution {
  return p.support.kind === "real" && p.support.lower >= 0;
}
