import { checkFinite, checkNotEmpty, checkOptions } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { momentsOf } from "../divergence/momentsOf.js";
import { weightedData } from "../fit/data.js";
import { discreteQuantile } from "../discrete/discreteQuantile.js";
import { univariate, type Univariate } from "../univariate.js";
import {
  checkFamily,
  fitByLikelihood,
  type KnownParameters,
  type UnivariateFamily,
} from "./fitByLikelihood.js";
import { logBetween } from "./mass.js";

/** Where the classes of an income question, or the marks of a ruler, lie. */
export interface IntervalOptions {
  /** K rising numbers for K + 1 classes: up to the first, …, above the last. */
  readonly edges: Vector;
}

/** A family of which only the class of each number is known. */
export interface IntervalCensoredFamily<Parameters extends object> {
  /** The distribution of the class, 0 … K. */
  (parameters: Parameters): Univariate<Parameters>;
  /** ln of the likelihood of classes. */
  logLikelihood(parameters: Parameters, classes: Vector, weights?: Vector): number;
  /** The parameters of greatest likelihood; `known` as the options of the family's own fit. */
  fit(classes: Vector, weights?: Vector, known?: KnownParameters): Univariate<Parameters>;
}

function checkEdges(edges: Vector): number[] {
  checkNotEmpty("edges", edges);
  return Array.from(edges, (edge, k) => {
    checkFinite(`edges[${k}]`, edge);
    if (k > 0 && !(edge > edges[k - 1]!)) {
      throw new DomainError(`edges must rise, got ${edge} at edges[${k}]`);
    }
    return edge;
  });
}

function classesOf<Parameters extends object>(
  p: Univariate<Parameters>,
  edges: readonly number[],
): Univariate<Parameters> {
  const most = edges.length;
  const logProb = (k: number): number => {
    if (k === 0) return p.logCdf(edges[0]!);
    return k === most ? p.logSurvival(edges[most - 1]!) : logBetween(p, edges[k - 1]!, edges[k]!);
  };
  const tails = (k: number) => ({ lower: p.cdf(edges[k]!), upper: p.survival(edges[k]!) });
  const itself: Univariate<Parameters> = univariate<Parameters>({
    name: `intervalCensored(${p.name})`,
    parameters: p.parameters,
    support: { kind: "integer", lower: 0, upper: most },
    logProb,
    tails,
    logTails: (k) => ({ lower: p.logCdf(edges[k]!), upper: p.logSurvival(edges[k]!) }),
    quantile: (u) =>
      discreteQuantile((k) => (k >= most ? { lower: 1, upper: 0 } : tails(k)), u, 0, most, 0),
    ...momentsOf(() => itself),
    entropy: () => entropyOf(itself),
    sample(rng) {
      const x = p.sample(rng);
      let k = 0;
      while (k < most && x > edges[k]!) k++;
      return k;
    },
  });
  return itself;
}

/**
 * A family of which only the class of each number is known: rounded, grouped, asked for in brackets.
 *
 *     P(k) = P(e_{k−1} < X ≤ e_k),   e_{−1} = −∞, e_K = ∞;   k = 0 … K
 *
 *     intervalCensored(logNormal, { edges: [10, 20, 50] }).fit([0, 1, 1, 2, 3]);
 *
 * Masses only, of a density's family too; narrow classes are integrals of the density, so that they keep their digits.
 * Fit     by Newton's method on the likelihood, to 1e-8, from the family's own fit of the classes' middles.
 * Errors  DomainError if the edges do not rise; fit: if a class is not one of 0 … K, or the classes do not tell the
 *         parameters (as many classes as parameters are needed, at least, and one more).
 * Source  Heitjan, "Inference from grouped continuous data" (1989), Statistical Science 4.
 */
export function intervalCensored<Parameters extends object>(
  family: UnivariateFamily<Parameters>,
  options: IntervalOptions,
): IntervalCensoredFamily<Parameters> {
  checkFamily("intervalCensored", family);
  checkOptions("intervalCensored", options, ["edges"]);
  const edges = checkEdges(options.edges);
  const most = edges.length;
  const create = (parameters: Parameters): Univariate<Parameters> =>
    classesOf(family(parameters), edges);
  const checked = (classes: Vector, weights: Vector | undefined) =>
    weightedData(
      classes,
      weights,
      (k) => Number.isInteger(k) && k >= 0 && k <= most,
      `a class from 0 to ${most}`,
    );
  const middle = (k: number): number =>
    k === 0 ? edges[0]! : k === most ? edges[most - 1]! : (edges[k - 1]! + edges[k]!) / 2;
  return Object.assign(create, {
    logLikelihood(parameters: Parameters, classes: Vector, weights?: Vector): number {
      const p = create(parameters);
      const { average, totalWeight } = checked(classes, weights);
      return totalWeight * average((k) => p.logProb(k));
    },
    fit(classes: Vector, weights?: Vector, known: KnownParameters = {}): Univariate<Parameters> {
      const { average } = checked(classes, weights);
      const shares = Array.from({ length: most + 1 }, (_, k) =>
        average((observed) => (observed === k ? 1 : 0)),
      );
      const whole = edges.every(Number.isInteger);
      const parameters = fitByLikelihood(
        `intervalCensored(${family.familyName})`,
        family,
        {
          data: shares.map((_, k) => (whole ? Math.round(middle(k)) : middle(k))),
          weights: shares,
        },
        known,
        (p) => {
          const q = classesOf(p as Univariate<Parameters>, edges);
          return shares.reduce(
            (sum, share, k) => (share === 0 ? sum : sum + share * q.logProb(k)),
            0,
          );
        },
      );
      return create(parameters);
    },
  });
}
