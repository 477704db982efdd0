import { checkProbabilities } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import type { Tails } from "../../numeric/special/tails.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleCategorical } from "../../random/sampleCategorical.js";
import type { Support, UnivariateDistribution } from "../distribution.js";
import { discreteQuantile } from "../discrete/discreteQuantile.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { landmarksOf } from "../divergence/landmarks.js";
import { family } from "../family.js";
import { fitMixture, type MixtureFitOptions } from "../fit/fitMixture.js";
import { mixtureLoss } from "./mixtureLoss.js";
import { atomsOf, endsOf, univariate, type Univariate } from "../univariate.js";

export interface MixtureParameters {
  /** One probability a component; they sum to 1. */
  readonly weights: Vector;
  /** Distributions of one number, all discrete or all continuous. */
  readonly components: readonly UnivariateDistribution[];
}

export type Mixture = Univariate<MixtureParameters>;

/** The union of the components' supports. */
function supportOf(
  components: readonly UnivariateDistribution[],
): Exclude<Support, { kind: "vector" }> {
  const kinds = [...new Set(components.map(({ support }) => support.kind))];
  if (kinds.length > 1) {
    throw new DomainError(
      `components must all be discrete or all be continuous, got ${kinds.join(" and ")}: a mixture of both has neither a mass nor a density`,
    );
  }
  const ends = components.map(({ support }) => endsOf(support));
  const lower = Math.min(...ends.map(([end]) => end));
  const upper = Math.max(...ends.map(([, end]) => end));
  if (kinds[0] === "points") {
    const values = components.flatMap(({ support }) =>
      support.kind === "points" ? support.values : [],
    );
    return { kind: "points", values: [...new Set(values)].sort((a, b) => a - b) };
  }
  if (kinds[0] === "vector") {
    throw new DomainError("components must be distributions of one number, got vectors");
  }
  if (kinds[0] === "integer") return { kind: "integer", lower, upper };
  const atoms = [...new Set(components.flatMap(({ support }) => atomsOf(support)))];
  return { kind: "real", lower, upper, ...(atoms.length > 0 && { atoms }) };
}

function create(parameters: MixtureParameters): Mixture {
  const { weights, components } = parameters;
  checkProbabilities("weights", weights);
  if (weights.length !== components?.length) {
    throw new DomainError(
      `components must have the length of weights, ${weights.length}, got ${components?.length}`,
    );
  }
  Array.from(components).forEach((component: UnivariateDistribution | undefined, k) => {
    if (typeof component?.logProb !== "function" || component.support === undefined) {
      throw new DomainError(
        `components[${k}] must be a distribution, such as normal({ mean, standardDeviation }), got ${typeof component}`,
      );
    }
  });
  const support = supportOf(components);
  const [lower, upper] = endsOf(support);
  const atoms = atomsOf(support);
  const average = (f: (component: UnivariateDistribution) => number): number =>
    compensatedSum(Array.from(weights, (w, k) => (w === 0 ? 0 : w * f(components[k]!))));
  const tails = (x: number): Tails => ({
    lower: Math.min(
      1,
      average((p) => p.cdf(x)),
    ),
    upper: Math.min(
      1,
      average((p) => p.survival(x)),
    ),
  });
  const logAverage = (f: (component: UnivariateDistribution) => number): number =>
    Math.min(
      0,
      logSumExp(
        Array.from(weights, (w, k) => (w === 0 ? -Infinity : Math.log(w) + f(components[k]!))),
      ),
    );
  const used = components.filter((_, k) => weights[k]! > 0);
  const mean = (): number => average((p) => p.mean());

  const quantile = (u: number): number => {
    // The quantile lies between the components' quantiles.
    const quantiles = used.map((p) => p.quantile(u));
    const low = Math.min(...quantiles);
    const high = Math.max(...quantiles);
    if (low === high) return low;
    if (support.kind === "integer") return discreteQuantile(tails, u, lower, upper, low);
    if (support.kind === "points") {
      const { values } = support;
      return values[discreteQuantile((k) => tails(values[k]!), u, 0, values.length - 1, 0)]!;
    }
    const difference =
      u <= 0.5 ? (x: number) => tails(x).lower - u : (x: number) => 1 - u - tails(x).upper;
    if (difference(low) >= 0) return low;
    if (difference(high) <= 0) return high;
    const root = findRoot(difference, low, high);
    // A jump of the cdf at an atom is met from either side.
    return atoms.find((x) => Math.abs(x - root) <= 8 * Number.EPSILON * Math.abs(x)) ?? root;
  };

  const kinks = used.flatMap((p) => [
    ...(p.kinks ?? []),
    ...endsOf(p.support).filter((end) => Number.isFinite(end)),
  ]);
  const mixed: Mixture = univariate<MixtureParameters>({
    name: "mixture",
    parameters,
    support,
    kinks: support.kind === "real" ? kinks : undefined,
    // A component may be too narrow, too far or too rare for the quantiles of the whole to name it.
    landmarks: support.kind === "points" ? undefined : used.flatMap(landmarksOf),
    logProb: (x) => {
      // Where a component has a mass, the densities of the others weigh nothing.
      const mass = atoms.includes(x);
      const terms = Array.from(weights, (w, k) =>
        w === 0 || (mass && !atomsOf(components[k]!.support).includes(x))
          ? -Infinity
          : Math.log(w) + components[k]!.logProb(x),
      );
      return Math.max(...terms) === Infinity ? Infinity : logSumExp(terms);
    },
    tails,
    logTails: (x) => ({
      lower: logAverage((p) => p.logCdf(x)),
      upper: logAverage((p) => p.logSurvival(x)),
    }),
    quantile,
    mean,
    variance() {
      const centre = mean();
      if (Math.abs(centre) === Infinity) return Infinity;
      return average((p) => p.variance()) + average((p) => (p.mean() - centre) ** 2);
    },
    entropy: () => entropyOf(mixed),
    sample: (rng) => components[sampleCategorical(rng, weights)]!.sample(rng),
  });
  return mixed;
}

/**
 * A mixture: first a component k with probability wₖ, then a number from it.
 *
 *     p(x) = Σ wₖ pₖ(x);   mean Σ wₖ μₖ,   variance Σ wₖ (σₖ² + (μₖ − μ)²)
 *
 * The entropy has no closed form: quadrature or summation (`entropyOf`), to 1e-11.
 * Fit     by expectation–maximisation from a deterministic start (`fitMixture`).
 * Loss    of a mixture density network: −ln Σ softmax(z)ₖ e^{−Lₖ}, `mixture.loss(componentLosses)`.
 * Errors  DomainError if the weights do not sum to 1 or discrete and continuous components meet.
 * Source  McLachlan & Peel, Finite Mixture Models (2000), §1–2; Bishop, "Mixture density networks" (1994).
 */
export const mixture = family("mixture", ["weights", "components"], create, {
  fitOptions: ["families", "components", "iterations", "tolerance"],
  fit(data: Vector, weights?: Vector, options: MixtureFitOptions = {}): Mixture {
    const fitted = fitMixture(data, weights, options);
    return create(fitted);
  },
  loss: mixtureLoss,
});
